//! What each machine is.

use std::sync::Arc;

use anyhow::Result;
use evidence::quantity;
use record::machine::MachineName;
use record::{Reading, Record};
use show::page::Table;

use crate::query::Query;

/// A line of the table: its name, and what it says of a record.
type Fact = (&'static str, fn(&Record) -> String);

const FACTS: [Fact; 11] = [
    ("Processor", |record| known(&record.environment.cpu_model)),
    ("Cores usable", |record| record.environment.cores_usable.to_string()),
    ("Cores online", |record| known(&record.environment.cores_online)),
    ("Memory", |record| {
        let memory = record.environment.memory_bytes.value;
        memory.map_or("not known".to_owned(), |bytes| quantity::bytes(bytes as f64))
    }),
    ("Operating system", |record| known(&record.environment.os)),
    ("Kernel", |record| known(&record.environment.kernel)),
    ("Hypervisor", |record| known(&record.environment.hypervisor)),
    ("Frequency governor", |record| known(&record.environment.governor)),
    ("Compiler", |record| record.build.rustc.clone()),
    ("Profile", |record| record.profile.name().to_owned()),
    ("First measured", |record| record.started_utc.clone()),
];

/// The facts of all machines.
pub(super) fn text(query: &Query<'_>) -> Result<String> {
    let mut machines = Vec::new();
    for machine in query.machines()? {
        let records = records(query, &machine)?;
        machines.push((machine, records));
    }
    let names = machines.iter().map(|(machine, _)| machine.to_string());
    let mut table = Table::new(std::iter::once("Machine".to_owned()).chain(names));
    for (name, fact) in FACTS {
        let cells = machines.iter().map(|(_, records)| fact(&records[0]));
        table.push(std::iter::once(name.to_owned()).chain(cells).collect());
    }
    let counts = machines.iter().map(|(_, records)| records.len().to_string());
    table.push(std::iter::once("Experiments".to_owned()).chain(counts).collect());
    Ok(super::words(&table, query.view.format))
}

/// Everything that a machine has measured, the earliest first.
fn records(query: &Query<'_>, machine: &MachineName) -> Result<Vec<Arc<Record>>> {
    let mut records = Vec::new();
    for (chapter, experiment) in query.experiments() {
        records.extend(query.library.record(machine, chapter, experiment)?);
    }
    records.sort_by(|one, other| one.started_utc.cmp(&other.started_utc));
    Ok(records)
}

fn known<T: ToString>(reading: &Reading<T>) -> String {
    let value = reading.value.as_ref().map(ToString::to_string);
    value.unwrap_or_else(|| "not known".to_owned())
}
