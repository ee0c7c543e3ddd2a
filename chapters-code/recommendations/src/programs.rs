//! Small programs with one thing wrong, to be diagnosed on a page.

mod apart;
mod lock;
mod neighbours;
mod requests;
mod stuck;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};

/// Each by name, with its code.
const PROGRAMS: [(&str, fn()); 5] = [
    ("requests", requests::main),
    ("lock", lock::main),
    ("stuck", stuck::main),
    ("neighbours", neighbours::main),
    ("apart", apart::main),
];

/// The command's name, help and flags.
pub fn command() -> Command {
    Command::new("program")
        .about("Run one of the small programs that the page on `diagnose` diagnoses")
        .arg(
            Arg::new("name")
                .value_name("NAME")
                .required(true)
                .value_parser(PossibleValuesParser::new(PROGRAMS.map(|(name, _)| name)))
                .help("Which one; `apart` is `neighbours` with its fault mended"),
        )
}

/// Runs the program that is named.
pub fn run(matches: &ArgMatches) {
    let name = matches.get_one::<String>("name");
    let program =
        PROGRAMS.iter().find(|(known, _)| Some(*known) == name.map(|it| &**it));
    if let Some((_, main)) = program {
        main();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_end_by_themselves_do() {
        for name in ["requests", "lock", "neighbours", "apart"] {
            run(&command().get_matches_from(["program", name]));
        }
        assert!(command().try_get_matches_from(["program", "other"]).is_err());
    }
}
