//! `records`: whose records a page of this chapter is computed from, and which of
//! them are out of date.
//!
//! A page of another chapter says so of its own record. The pages of this one are
//! computed from many.

use anyhow::Result;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use evidence::noise;
use record::machine::MachineName;
use record::{Profile, Record};
use show::page::{self, escape};
use show::pages::Pages;
use show::{Format, Shown, View};

use crate::query::Query;

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

/// What it prints.
pub fn text(query: &Query<'_>, matches: &ArgMatches) -> Result<String> {
    let all = matches.get_one::<String>("whose").is_some_and(|whose| whose == "all");
    let of = if all { of_every_machine(query)? } else { of_the_page(query)? };
    Ok(match query.view.format {
        Format::Page => {
            let pages = query.library.pages();
            let boxes: String = of.iter().map(|one| one.as_html(pages)).collect();
            boxes.trim_end().to_owned()
        }
        _ => of.iter().map(Of::plain).collect::<Vec<_>>().join("\n"),
    })
}

/// The records of one machine.
struct Of {
    machine: MachineName,
    records: Vec<Shown>,
    /// How many experiments there are.
    experiments: usize,
}

/// The record of each experiment that a page shows, by machine: with some of the
/// reader's own there may be some of another's.
fn of_the_page(query: &Query<'_>) -> Result<Vec<Of>> {
    let experiments = query.experiments().count();
    let mut all: Vec<Of> = Vec::new();
    for (chapter, experiment) in query.experiments() {
        let Some(shown) = query.shown(chapter, experiment)? else { continue };
        if let Some(of) = all.iter_mut().find(|of| of.machine == shown.machine) {
            of.records.push(shown);
        } else {
            all.push(Of {
                machine: shown.machine.clone(),
                records: vec![shown],
                experiments,
            });
        }
    }
    Ok(all)
}

fn of_every_machine(query: &Query<'_>) -> Result<Vec<Of>> {
    let experiments = query.experiments().count();
    let of = |machine: MachineName| {
        let mut records = Vec::new();
        for (chapter, experiment) in query.experiments() {
            records.extend(query.of(&machine, chapter, experiment)?);
        }
        Ok(Of { machine, records, experiments })
    };
    query.machines()?.into_iter().map(of).collect()
}

impl Of {
    fn facts(&self) -> String {
        let records = || self.records.iter().map(|shown| &*shown.record);
        let Some(record) = records().next() else { return String::new() };
        let times = || records().map(|record| record.started_utc.as_str());
        let profiles: Vec<&str> = Profile::ALL
            .into_iter()
            .filter(|profile| records().any(|record| record.profile == *profile))
            .map(Profile::name)
            .collect();
        format!(
            "{}. {} of {} experiments, measured from {} to {} with the {} profile.",
            page::hardware(&record.environment),
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
        let old = || self.records.iter().filter(|shown| !shown.stale.is_empty());
        match old().count() {
            0 => {}
            all if all == self.records.len() => {
                remarks
                    .push("Out of date, all of them, as their pages say.".to_owned());
            }
            some => {
                let names: Vec<String> =
                    old().map(|shown| named(&shown.record)).collect();
                remarks.push(format!(
                    "Out of date, {some} of them: {}.",
                    names.join(", ")
                ));
            }
        }
        let is_noisy = |shown: &&Shown| !noise::warnings(&shown.record).is_empty();
        let noisy = self.records.iter().filter(is_noisy).count();
        if noisy > 0 {
            remarks.push(format!("With noise, {noisy} of them, as their pages say."));
        }
        remarks
    }

    fn plain(&self) -> String {
        let named =
            |record: &Record| format!("{} {}", record.chapter, record.experiment);
        let remarks = self.remarks(named).into_iter();
        let remarks: Vec<String> =
            remarks.map(|remark| format!("\n- {remark}")).collect();
        let remarks = remarks.concat();
        format!("{}: {}{remarks}", page::whose(&self.machine).0, self.facts())
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
        page::machine_box(&[], class, &whose, &whose, &self.facts(), &remarks)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use record::example;

    use super::*;

    fn of(stale: [bool; 2]) -> Of {
        let machine: MachineName = "big".parse().expect("a name");
        let records =
            ["overview", "pays"].into_iter().zip(stale).map(|(name, stale)| {
                let mut record = example::record(&[("loop", &[1.0; 6])]);
                record.experiment = name.to_owned();
                let why = || "`src/pays.rs` changed".to_owned();
                Shown {
                    record: Arc::new(record),
                    machine: machine.clone(),
                    stale: stale.then(why).into_iter().collect(),
                    remarks: Vec::new(),
                    lent: None,
                }
            });
        Of { records: records.collect(), machine: machine.clone(), experiments: 28 }
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
