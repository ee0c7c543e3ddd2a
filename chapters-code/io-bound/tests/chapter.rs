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
fn every_strategy_is_in_the_file_that_its_row_names() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for experiment in io_bound::chapter().experiments {
        for strategy in experiment.strategies {
            assert!(here.join(strategy.source).is_file(), "{}", strategy.source);
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
