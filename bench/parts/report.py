"""The tables: Markdown for people, JSON for programs."""

import json
import os
import platform
import subprocess


def machine():
    """One line about the machine."""
    model = "unknown processor"
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    with open("/proc/meminfo", encoding="utf-8") as file:
        gib = int(file.readline().split()[1]) / 1024 / 1024
    return f"{model}, {os.cpu_count()} cores, {gib:.0f} GiB, Linux {platform.release().split('-')[0]}"


def revision():
    """The commit that is checked out, with a mark when files differ from it."""
    done = subprocess.run(["git", "describe", "--always", "--dirty", "--exclude=*"], check=False,
                          stdout=subprocess.PIPE, text=True)
    return done.stdout.strip() or "unknown"


def number(value):
    """A figure with three digits that mean something."""
    if value is None:
        return "–"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


HEAD = ["query", "database", "connections", "requests/s", "p50 ms", "p99 ms", "CPU µs server", "CPU µs database",
        "CPU µs both", "SQL", "objects", "KiB", "RSS MiB", "peak MiB"]


def row(cell):
    """One measured cell as a row of the table."""
    result, facts = cell["median"], cell["facts"]
    return [cell["query"].upper(), cell["name"], cell["connections"], number(result["per_second"]),
            number(result["p50_ms"]), number(result["p99_ms"]), number(result["server_us"]),
            number(result["database_us"] or None), number(result["server_us"] + result["database_us"]),
            number_or_dash(facts["statements"]), facts["objects"], number(facts["bytes"] / 1024),
            number(result["rss_mib"]), number(result["peak_mib"])]


def number_or_dash(value):
    """A whole number, or a dash for none."""
    return "–" if value is None else value


def table(head, rows):
    """A table in Markdown."""
    lines = ["| " + " | ".join(map(str, cells)) + " |" for cells in [head, ["---"] * len(head), *rows]]
    return "\n".join(lines)


def markdown(run):
    """The whole report."""
    lines = [
        f"Medspil {run['revision']}; {run['machine']}; PostgreSQL {run['postgres'] or 'not measured'}; "
        f"{run['employees']:,} employees, {run['years']} years.",
        f"{run['rounds']} rounds in turn of {run['seconds']} s, medians. Other programs of the machine took up to "
        f"{max(cell['median']['others'] for cell in run['cells']):.0%} of its CPU time (median "
        f"{sorted(cell['median']['others'] for cell in run['cells'])[len(run['cells']) // 2]:.0%}).",
        "",
        table(HEAD, [row(cell) for cell in run["cells"]]),
        "",
        table(["server", "data made in s", "start until ready, ms", "RSS after start, MiB", "peak of all, MiB"],
              [[one["name"], number(one["generated_s"]), number(one["start_ms"]), number(one["rss_mib"]),
                number(one["peak_mib"])] for one in run["servers"]]),
    ]
    return "\n".join(lines) + "\n"


def write(run, folder):
    """Writes both forms and gives the path of the readable one."""
    with open(os.path.join(folder, "report.json"), "w", encoding="utf-8") as file:
        json.dump(run, file, indent=1)
    path = os.path.join(folder, "report.md")
    with open(path, "w", encoding="utf-8") as file:
        file.write(markdown(run))
    return path
