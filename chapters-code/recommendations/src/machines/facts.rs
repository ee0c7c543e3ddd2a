//! What each machine is.

use std::collections::BTreeMap;
use std::fs;

use anyhow::Result;
use chapter::page::Table;
use chapter::view::Format;
use record::machine::MachineName;
use record::{Reading, Record, quantity};

use crate::shelf::{CHAPTERS, Shelf};

/// A line of the table: its name, and what it says of a record.
type Fact = (&'static str, fn(&Record) -> String);

const FACTS: [Fact; 11] = [
    ("Processor", |record| said(&record.environment.cpu_model)),
    ("Cores usable", |record| record.environment.cores_usable.to_string()),
    ("Cores online", |record| said(&record.environment.cores_online)),
    ("Memory", |record| {
        let memory = record.environment.memory_bytes.value;
        memory.map_or("not known".to_owned(), |bytes| quantity::bytes(bytes as f64))
    }),
    ("Operating system", |record| said(&record.environment.os)),
    ("Kernel", |record| said(&record.environment.kernel)),
    ("Hypervisor", |record| said(&record.environment.hypervisor)),
    ("Frequency governor", |record| said(&record.environment.governor)),
    ("Compiler", |record| record.build.rustc.clone()),
    ("Profile", |record| record.profile.name().to_owned()),
    ("First measured", |record| record.started_utc.clone()),
];

/// Prints the facts of all machines.
pub(super) fn print(shelf: &Shelf) -> Result<()> {
    let mut machines = Vec::new();
    for machine in shelf.machines()? {
        let records = records(shelf, &machine)?;
        machines.push((machine, records));
    }
    // A machine of which there is a folder, and nothing in it, is none.
    machines.retain(|(_, records)| !records.is_empty());
    if shelf.view.format == Format::Json {
        let all: BTreeMap<String, _> = machines
            .iter()
            .map(|(machine, records)| (machine.to_string(), &records[0].environment))
            .collect();
        println!("{}", serde_json::to_string_pretty(&all)?);
        return Ok(());
    }
    let names = machines.iter().map(|(machine, _)| machine.to_string());
    let mut table = Table::new(std::iter::once("Machine".to_owned()).chain(names));
    for (name, fact) in FACTS {
        let cells = machines.iter().map(|(_, records)| fact(&records[0]));
        table.push(std::iter::once(name.to_owned()).chain(cells).collect());
    }
    let counts = machines.iter().map(|(_, records)| records.len().to_string());
    table.push(std::iter::once("Experiments".to_owned()).chain(counts).collect());
    super::print_words(&table, shelf.view.format);
    Ok(())
}

/// Everything that a machine has measured, the earliest first.
fn records(shelf: &Shelf, machine: &MachineName) -> Result<Vec<Record>> {
    let mut records = Vec::new();
    for chapter in CHAPTERS {
        let folder = shelf.view.store.root().join(machine.as_str()).join(chapter);
        let Ok(files) = fs::read_dir(&folder) else { continue };
        for file in files {
            let path = file?.path();
            if path.extension().is_some_and(|kind| kind == "json") {
                records.push(record::store::read(&path)?);
            }
        }
    }
    records.sort_by(|one, other| one.started_utc.cmp(&other.started_utc));
    Ok(records)
}

fn said<T: ToString>(reading: &Reading<T>) -> String {
    let value = reading.value.as_ref().map(ToString::to_string);
    value.unwrap_or_else(|| "not known".to_owned())
}
