//! `records`: whose records a page of this chapter is computed from, and which of
//! them are out of date.
//!
//! A page of another chapter says so of its own record. The pages of this one are
//! computed from many.

use std::process::ExitCode;
use std::rc::Rc;

use anyhow::Result;
use chapter::page::{self, escape};
use chapter::view::{Format, View};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use record::machine::MachineName;
use record::{Profile, Record, quantity};

use crate::pages::Pages;
use crate::shelf::{CHAPTERS, Shelf, Standing};

/// Its name, help and flags.
pub fn command() -> Command {
    Command::new("records")
        .about("Whose records these are, when they were taken, which are out of date")
        .arg(
            Arg::new("whose")
                .value_name("WHOSE")
                .value_parser(PossibleValuesParser::new(["shown", "all"]))
                .default_value("shown")
                .help("Those that a page shows, or those of every machine"),
        )
        .args(View::flags())
}

/// Prints them.
pub fn run(matches: &ArgMatches) -> Result<ExitCode> {
    let shelf = Shelf::open(matches)?;
    let all = matches.get_one::<String>("whose").is_some_and(|whose| whose == "all");
    let of = if all { of_every_machine(&shelf)? } else { of_the_page(&shelf)? };
    match shelf.view.format {
        Format::Json => {
            let json: Vec<_> = of.iter().map(Of::as_json).collect();
            println!("{}", serde_json::to_string_pretty(&json)?);
        }
        Format::Text => of.iter().for_each(Of::print_text),
        Format::Page => {
            let pages = Pages::read(&shelf.book)?;
            for one in &of {
                print!("{}", one.as_html(&pages));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A record, and how it stands.
struct Kept {
    record: Record,
    standing: Rc<Standing>,
}

/// The records of one machine.
struct Of {
    machine: MachineName,
    records: Vec<Kept>,
    /// How many experiments there are.
    experiments: usize,
}

/// The record of each experiment that a page shows, by machine: with some of the
/// reader's own there may be some of another's.
fn of_the_page(shelf: &Shelf) -> Result<Vec<Of>> {
    let experiments = experiments(shelf)?;
    let mut all: Vec<Of> = Vec::new();
    for (chapter, experiment) in &experiments {
        let Some((machine, record)) = shelf.shown(chapter, experiment)? else {
            continue;
        };
        let kept = Kept::new(shelf, &machine, record)?;
        if let Some(of) = all.iter_mut().find(|of| of.machine == machine) {
            of.records.push(kept);
        } else {
            let (records, experiments) = (vec![kept], experiments.len());
            all.push(Of { machine, records, experiments });
        }
    }
    Ok(all)
}

fn of_every_machine(shelf: &Shelf) -> Result<Vec<Of>> {
    let experiments = experiments(shelf)?;
    let mut all = Vec::new();
    for machine in shelf.machines()? {
        let mut records = Vec::new();
        for (chapter, experiment) in &experiments {
            if let Some(record) = shelf.of(&machine, chapter, experiment)? {
                records.push(Kept::new(shelf, &machine, record)?);
            }
        }
        if !records.is_empty() {
            all.push(Of { machine, records, experiments: experiments.len() });
        }
    }
    Ok(all)
}

fn experiments(shelf: &Shelf) -> Result<Vec<(&'static str, String)>> {
    let mut all = Vec::new();
    for chapter in CHAPTERS {
        let listed = shelf.experiments(chapter)?;
        all.extend(listed.iter().map(|one| (chapter, one.experiment.clone())));
    }
    Ok(all)
}

impl Kept {
    fn new(shelf: &Shelf, machine: &MachineName, record: Record) -> Result<Self> {
        let standing = shelf.standing(machine, &record.chapter, &record.experiment)?;
        Ok(Self { record, standing })
    }
}

impl Of {
    fn facts(&self) -> String {
        let records = || self.records.iter().map(|kept| &kept.record);
        let Some(record) = records().next() else { return String::new() };
        let environment = &record.environment;
        let memory = environment.memory_bytes.value;
        let memory = memory
            .map_or("unknown memory".to_owned(), |bytes| quantity::bytes(bytes as f64));
        let times = || records().map(|record| record.started_utc.as_str());
        let profiles: Vec<&str> = Profile::ALL
            .into_iter()
            .filter(|profile| records().any(|record| record.profile == *profile))
            .map(Profile::name)
            .collect();
        format!(
            "{}, {} of {} cores usable, {memory}, {}, kernel {}. \
             {} of {} experiments, measured from {} to {} with the {} profile.",
            environment.cpu_model,
            environment.cores_usable,
            environment.cores_online,
            environment.os,
            environment.kernel,
            self.records.len(),
            self.experiments,
            times().min().unwrap_or_default(),
            times().max().unwrap_or_default(),
            profiles.join(" or "),
        )
    }

    /// What is to be said besides, with each record in these words.
    fn remarks(&self, named: impl Fn(&Record) -> String) -> Vec<String> {
        let mut remarks = Vec::new();
        let old = || self.records.iter().filter(|kept| kept.standing.is_out_of_date());
        match old().count() {
            0 => {}
            all if all == self.records.len() => {
                remarks
                    .push("Out of date, all of them, as their pages say.".to_owned());
            }
            some => {
                let names: Vec<String> =
                    old().map(|kept| named(&kept.record)).collect();
                remarks.push(format!(
                    "Out of date, {some} of them: {}.",
                    names.join(", ")
                ));
            }
        }
        let noisy = self.records.iter().filter(|kept| kept.standing.is_noisy()).count();
        if noisy > 0 {
            remarks.push(format!("With noise, {noisy} of them, as their pages say."));
        }
        remarks
    }

    fn print_text(&self) {
        println!("{}: {}", page::whose(&self.machine).0, self.facts());
        for remark in
            self.remarks(|record| format!("{} {}", record.chapter, record.experiment))
        {
            println!("- {remark}");
        }
    }

    fn as_html(&self, pages: &Pages) -> String {
        let remarks = self.remarks(|record| {
            let name = format!("{} {}", record.chapter, record.experiment);
            match pages.of(&record.chapter, &record.experiment) {
                Some(page) => {
                    format!("<a href=\"{}\">{}</a>", escape(&page.file), escape(&name))
                }
                None => escape(&name),
            }
        });
        let (whose, class) = page::whose(&self.machine);
        page::machine_box(class, &whose, &whose, &self.facts(), &remarks)
    }

    fn as_json(&self) -> serde_json::Value {
        let records = self.records.iter().map(|kept| {
            serde_json::json!({
                "chapter": kept.record.chapter,
                "experiment": kept.record.experiment,
                "profile": kept.record.profile,
                "started_utc": kept.record.started_utc,
                "stale": kept.standing.stale,
                "noisy": kept.standing.is_noisy(),
            })
        });
        serde_json::json!({
            "machine": self.machine.as_str(),
            "records": records.collect::<Vec<_>>(),
        })
    }
}

#[cfg(test)]
mod tests {
    use record::example;

    use super::*;

    fn of(stale: [bool; 2]) -> Of {
        let records =
            ["overview", "pays"].into_iter().zip(stale).map(|(name, stale)| {
                let mut record = example::record(&[("loop", &[1.0; 6])]);
                record.experiment = name.to_owned();
                let why = || "the code changed".to_owned();
                let stale = stale.then(why).into_iter().collect();
                let standing = Rc::new(Standing { stale, ..Standing::default() });
                Kept { record, standing }
            });
        Of {
            machine: "big".parse().expect("a name"),
            records: records.collect(),
            experiments: 28,
        }
    }

    #[test]
    fn what_is_out_of_date_is_counted_and_named() {
        let named = |of: &Of| of.remarks(|record| record.experiment.clone());
        let said = named(&of([false, true]));
        assert_eq!(said[0], "Out of date, 1 of them: pays.");
        assert!(named(&of([true, true]))[0].starts_with("Out of date, all of them"));
        let current = named(&of([false, false]));
        assert!(!current.iter().any(|remark| remark.starts_with("Out of date")));
        assert!(of([true, true]).facts().contains("2 of 28 experiments"));
    }
}
