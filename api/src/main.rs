//! The program `medspil`: everything it does is in `medspil::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    medspil::cli::main()
}
