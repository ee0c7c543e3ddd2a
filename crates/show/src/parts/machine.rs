//! `show … machine`: whose numbers these are, and what is doubtful about them.

use anyhow::Result;
use evidence::noise;
use record::Record;

use crate::page;
use crate::shown::Shown;
use crate::tunable::Tunable;
use crate::view::Format;

/// What makes a record's run doubtful, each with its remedy, in sentences.
pub fn doubts(record: &Record) -> Vec<String> {
    let sentence = |warning: &noise::Warning| {
        format!("Noise: {warning}. Remedy: {}.", warning.remedy())
    };
    noise::warnings(record).iter().map(sentence).collect()
}

pub(super) fn text(
    shown: &Shown,
    tunable: &[Tunable],
    format: Format,
) -> Result<String> {
    let record = &shown.record;
    let (whose, class) = page::whose(&shown.machine);
    let environment = &record.environment;
    // Where an experiment runs programs in Python: see `Library::environment`.
    let python = record.settings.get("python");
    let python = python.map(|python| format!("; Python: {python}")).unwrap_or_default();
    let facts = format!(
        "{}, hypervisor {}; {}, opt-level {}{python}. Measured {} with the {} profile: \
         {} rounds.",
        page::hardware(environment),
        environment.hypervisor,
        record.build.rustc,
        record.build.opt_level,
        record.started_utc,
        record.profile.name(),
        record.timed_rounds(),
    );
    let mut remarks = Vec::new();
    if !shown.machine.is_local() {
        remarks.push(
            "Not measured on your machine; `cargo xtask serve` measures yours."
                .to_owned(),
        );
    }
    if !shown.stale.is_empty() {
        remarks.push(format!("Out of date: {}.", shown.stale.join("; ")));
    }
    remarks.extend(shown.remarks.iter().cloned());
    if let Some(lent) = &shown.lent {
        remarks.push(format!(
            "The {} profile leaves rows out; they are shown as recorded on {}.",
            record.profile.name(),
            lent.machine
        ));
    }
    for name in &record.overrides {
        if let Some(setting) = record.settings.get(name) {
            remarks.push(format!(
                "Measured with `{name}` = {setting}, not as configured; \
                 `cargo run --release -p {} -- run {} --fresh` goes back.",
                record.chapter, record.experiment
            ));
        }
    }
    remarks.extend(doubts(record));
    if format == Format::Page {
        let remarks: Vec<String> =
            remarks.iter().map(|it| page::with_code(it)).collect();
        // With these a script lets the reader run it with other settings.
        let data = [
            ("experiment", format!("{}/{}", record.chapter, record.experiment)),
            ("settings", serde_json::to_string(tunable)?),
        ];
        let label = "Whose numbers";
        let text = page::machine_box(&data, class, label, &whose, &facts, &remarks);
        // It ends its last line itself.
        Ok(text.trim_end().to_owned())
    } else {
        let remarks = remarks.iter().map(|remark| format!("\n- {remark}"));
        Ok(format!("{whose}: {facts}{}", remarks.collect::<String>()))
    }
}
