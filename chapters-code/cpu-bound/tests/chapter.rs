//! The chapter as a whole: its claims and keys fit together, every listing is
//! where the page says, and its claims hold on every recorded machine.

use std::path::Path;

use record::claim::Verdict;
use record::store::Store;

#[test]
fn claims_keys_and_configuration_fit_together() {
    cpu_bound::chapter().check().expect("consistent");
}

/// The page that holds the listing of a file: the overview's strategies are on the
/// chapter's first page, those of another experiment on its own.
fn page_of(source: &str) -> String {
    let path = source.trim_start_matches("src/").trim_end_matches(".rs");
    match path.split('/').next().expect("not empty") {
        "strategies" => "cpu-bound.md".to_owned(),
        experiment => format!("cpu-bound-{}.md", experiment.replace('_', "-")),
    }
}

#[test]
fn every_strategys_listing_is_on_its_page() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for experiment in cpu_bound::chapter().experiments {
        for strategy in experiment.strategies {
            let source = strategy.source;
            let code = std::fs::read_to_string(here.join(source)).expect(source);
            assert!(code.contains("// ANCHOR: listing"), "{source}");
            let page = here.join("../../book").join(page_of(source));
            let page = std::fs::read_to_string(page).expect(source);
            let listing =
                format!("{{{{#include ../chapters-code/cpu-bound/{source}:listing}}}}");
            assert!(page.contains(&listing), "{source}");
        }
    }
}

#[test]
fn every_claim_is_on_a_page_and_every_experiment_has_one() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book");
    let pages: String = std::fs::read_dir(book)
        .expect("readable")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "md"))
        .map(|path| std::fs::read_to_string(path).expect("readable"))
        .collect();
    for experiment in cpu_bound::chapter().experiments {
        for part in ["question", "machine", "chart", "claims"] {
            let directive =
                format!("<!-- cmdrun cpu-bound show {} {part} -->", experiment.name);
            assert!(pages.contains(&directive), "{directive}");
        }
    }
}

#[test]
fn the_recorded_charts_are_drawn_from_the_records_beside_them() {
    let store = Store::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../charts"));
    for machine in store.recorded_machines().expect("readable") {
        for experiment in cpu_bound::chapter().experiments {
            let json = store.path(&machine, "cpu-bound", experiment.name);
            let record = record::store::read(&json).expect("recorded");
            for (index, figure) in experiment.figures.iter().enumerate() {
                for size in chart::Size::ALL {
                    let drawn = chart::draw(&record, figure, size).expect("drawn");
                    let path = json.with_extension(figure.ending(index, size.ending()));
                    let tracked = std::fs::read_to_string(path).expect("beside it");
                    assert!(
                        drawn == tracked,
                        "{machine}, {}, {}: `cargo xtask draw` draws its charts again",
                        experiment.name,
                        figure.name
                    );
                }
            }
        }
    }
}

#[test]
fn every_claim_holds_on_every_recorded_machine() {
    let charts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../charts");
    let store = Store::new(charts);
    let machines = store.recorded_machines().expect("readable");
    assert!(!machines.is_empty(), "no machine is recorded: `cargo xtask record NAME`");
    let chapter = cpu_bound::chapter();
    for machine in &machines {
        for experiment in &chapter.experiments {
            let record =
                store.read(machine, chapter.name, experiment.name).expect("recorded");
            for claim in &experiment.claims {
                let judgement = claim.judge(&record);
                assert_eq!(
                    judgement.verdict,
                    Verdict::Holds,
                    "{machine}: {}: {judgement:?}",
                    claim.text()
                );
            }
        }
    }
}
