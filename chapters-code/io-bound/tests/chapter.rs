//! The chapter as a whole: its claims and keys fit together, every listing is
//! where the page says, and its claims hold on every recorded machine.

use std::path::Path;

use record::claim::Verdict;
use record::store::Store;

#[test]
fn claims_keys_and_configuration_fit_together() {
    io_bound::chapter().check().expect("consistent");
}

#[test]
fn every_strategys_listing_is_on_the_page() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for experiment in io_bound::chapter().experiments {
        let page = match experiment.name {
            "overview" => "io-bound.md".to_owned(),
            name => format!("io-bound-{name}.md"),
        };
        let page = here.join("../../book").join(page);
        let page = std::fs::read_to_string(&page).expect("a page");
        for strategy in experiment.strategies {
            let source = strategy.source;
            let code = std::fs::read_to_string(here.join(source)).expect(source);
            assert!(code.contains("_all("), "{source}");
            let listing =
                format!("{{{{#include ../chapters-code/io-bound/{source}:listing}}}}");
            assert!(page.contains(&listing), "{source}");
        }
    }
}

#[test]
fn the_recorded_charts_are_drawn_from_the_records_beside_them() {
    let store = Store::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../charts"));
    for machine in store.recorded_machines().expect("readable") {
        let json = store.path(&machine, "io-bound", "overview");
        let record = record::store::read(&json).expect("recorded");
        for (size, ending) in
            [(chart::Size::Wide, "svg"), (chart::Size::Narrow, "narrow.svg")]
        {
            let figure = record::figure::Figure::wall_times("times");
            let drawn = chart::draw(&record, &figure, size).expect("drawn");
            let tracked = std::fs::read_to_string(json.with_extension(ending))
                .expect("beside it");
            assert!(
                drawn == tracked,
                "{machine}: `cargo xtask draw` draws its charts again"
            );
        }
    }
}

#[test]
fn every_claim_holds_on_every_recorded_machine() {
    let charts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../charts");
    let store = Store::new(charts);
    let machines = store.recorded_machines().expect("readable");
    assert!(!machines.is_empty(), "no machine is recorded: `cargo xtask record NAME`");
    let chapter = io_bound::chapter();
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
