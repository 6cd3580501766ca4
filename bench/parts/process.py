"""What /proc says about processes: CPU time, memory, and how busy the whole machine was."""

import os

TICK = os.sysconf("SC_CLK_TCK")


def _stat(pid):
    with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
        # The name may hold spaces and brackets; after the last bracket the fields are numbers.
        return file.read().rpartition(")")[2].split()


def _parents():
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                parents[int(entry)] = int(_stat(entry)[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
    return parents


def cpu_seconds(pid):
    """CPU seconds of a process so far, with its children, the ended ones too."""
    parents = _parents()
    family, grown = {pid}, True
    while grown:
        more = {child for child, parent in parents.items() if parent in family} - family
        family |= more
        grown = bool(more)
    total = 0
    for member in family:
        try:
            total += sum(map(int, _stat(member)[11:15]))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total / TICK


def memory_mib(pid):
    """Resident memory now and its highest mark, in MiB."""
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        status = dict(line.split(":", 1) for line in file if ":" in line)
    mib = lambda key: int(status[key].split()[0]) / 1024
    return mib("VmRSS"), mib("VmHWM")


def forget_peak(pid):
    """Sets the highest mark of resident memory back to what it is now."""
    with open(f"/proc/{pid}/clear_refs", "w", encoding="utf-8") as file:
        file.write("5")


def machine_busy_seconds():
    """CPU seconds that all processors of the machine have been busy so far."""
    with open("/proc/stat", encoding="utf-8") as file:
        user, nice, system, _idle, _wait, irq, soft_irq, steal = map(int, file.readline().split()[1:9])
    return (user + nice + system + irq + soft_irq + steal) / TICK
