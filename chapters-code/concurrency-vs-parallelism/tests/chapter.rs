//! The chapter as a whole: its claims and keys fit together, every listing is
//! where the page says, and its claims hold on every recorded machine.

use std::path::Path;

use chapter::checks;

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn claims_keys_and_configuration_fit_together() {
    concurrency_vs_parallelism::chapter().check().expect("consistent");
}

#[test]
fn every_strategys_listing_is_on_its_page() {
    checks::listings_are_on_their_pages(
        &concurrency_vs_parallelism::chapter(),
        folder(),
    )
    .expect("listed");
}

#[test]
fn every_experiment_and_its_claims_are_on_a_page() {
    checks::experiments_are_on_a_page(&concurrency_vs_parallelism::chapter(), folder())
        .expect("shown");
}

#[test]
fn the_recorded_charts_are_drawn_from_the_records_beside_them() {
    checks::recorded_charts_are_current(
        &concurrency_vs_parallelism::chapter(),
        folder(),
    )
    .expect("current");
}

#[test]
fn every_claim_holds_on_every_recorded_machine() {
    checks::recorded_claims_hold(&concurrency_vs_parallelism::chapter(), folder())
        .expect("they hold");
}

#[test]
fn every_claim_could_fail_and_could_hold() {
    checks::every_claim_can_fail(&concurrency_vs_parallelism::chapter())
        .expect("it says something");
}
