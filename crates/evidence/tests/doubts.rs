//! Noise is flagged with a remedy, and a record that no longer stands says why.

use evidence::noise::{self, Warning};
use evidence::staleness::{self, Expected, Here};
use record::{Profile, Reading, Record, Setting, Settings, example};

fn quiet() -> Record {
    example::record(&[
        ("slow", &[100., 101., 102., 99., 100., 103.]),
        ("fast", &[20., 20.2, 20., 19.9, 20., 20.1]),
    ])
}

#[test]
fn a_quiet_run_has_no_warnings() {
    assert_eq!(noise::warnings(&quiet()), []);
}

#[test]
fn each_doubt_is_named_and_has_a_remedy() {
    let mut record = quiet();
    record.build.opt_level = "0".to_owned();
    record.conditions.load_1min_before = Reading::of(3.0);
    record.conditions.others_cpu_share = Reading::of(0.5);
    record.conditions.stolen_cpu_share = Reading::of(0.2);
    record.environment.governor = Reading::of("powersave".to_owned());
    let warnings = noise::warnings(&record);
    assert_eq!(
        warnings,
        [
            Warning::NotOptimised,
            Warning::LoadBefore(3.0),
            Warning::Others(0.5),
            Warning::Stolen(0.2),
            Warning::Governor("powersave".to_owned()),
        ]
    );
    assert!(warnings.iter().all(|warning| !warning.remedy().is_empty()));
}

#[test]
fn times_that_spread_are_flagged_by_row() {
    let record = example::record(&[
        ("slow", &[100.; 6]),
        ("fast", &[10., 20., 30., 40., 50., 60.]),
    ]);
    assert_eq!(noise::warnings(&record), [Warning::Spread(vec!["fast".to_owned()])]);
}

#[test]
fn few_rounds_are_flagged() {
    let record = example::record(&[("slow", &[100.; 3]), ("fast", &[10.; 3])]);
    assert_eq!(noise::warnings(&record), [Warning::TooFewRounds(3)]);
}

fn reasons(
    record: &Record,
    change: impl FnOnce(&mut Record),
    settings: &Settings,
    profile: Profile,
) -> Vec<String> {
    let mut now = record.clone();
    change(&mut now);
    staleness::reasons(
        record,
        &Expected {
            changes: Vec::new(),
            here: Some(Here {
                rustc: &now.build.rustc,
                rustflags: &now.build.rustflags,
                opt_level: &now.build.opt_level,
                environment: &now.environment,
            }),
            settings,
            profile,
        },
    )
}

#[test]
fn a_record_of_this_code_on_this_machine_is_current() {
    let record = quiet();
    let settings = record.settings.clone();
    assert_eq!(reasons(&record, |_| {}, &settings, Profile::Quick), [""; 0]);
    assert_eq!(reasons(&record, |_| {}, &settings, Profile::Smoke), [""; 0]);
}

#[test]
fn a_change_to_what_the_numbers_depend_on_is_named() {
    let record = quiet();
    let settings = record.settings.clone();
    let one = |change: fn(&mut Record)| {
        let reasons = reasons(&record, change, &settings, Profile::Quick);
        assert_eq!(reasons.len(), 1, "{reasons:?}");
        reasons[0].clone()
    };
    assert!(one(|now| now.build.rustc = "rustc 2.0".to_owned()).contains("compiler"));
    assert!(one(|now| now.build.rustflags = "-C x".to_owned()).contains("RUSTFLAGS"));
    assert!(one(|now| now.build.opt_level = "1".to_owned()).contains("optimisation"));
    assert!(one(|now| now.environment.cores_usable = 1).contains("usable cores"));
    assert!(
        one(|now| now.environment.cpu_model = Reading::of("Other".to_owned()))
            .contains("processor")
    );
}

#[test]
fn a_changed_configuration_is_stale_but_an_override_is_not() {
    let mut record = quiet();
    let mut settings = record.settings.clone();
    settings.set("requests", Setting::Count(200));
    let found = reasons(&record, |_| {}, &settings, Profile::Quick);
    assert_eq!(found, ["`requests` changed: 100 then, 200 now"]);
    record.overrides = vec!["requests".to_owned()];
    assert_eq!(reasons(&record, |_| {}, &settings, Profile::Quick), [""; 0]);
}

#[test]
fn a_quick_record_will_not_do_for_a_full_one() {
    let record = quiet();
    let settings = record.settings.clone();
    let found = reasons(&record, |_| {}, &settings, Profile::Full);
    assert_eq!(found, ["measured with the quick profile, and full is asked for"]);
}
