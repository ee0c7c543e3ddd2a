use super::*;

fn one(chapter: &str, name: &str) -> Experiment {
    Experiment { chapter: chapter.to_owned(), name: name.to_owned() }
}

fn stale() -> Vec<Experiment> {
    vec![
        one("io", "overview"),
        one("io", "pool"),
        one("cpu", "overview"),
        one("cpu", "chunks"),
    ]
}

/// A schedule of four stale experiments in two chapters.
fn schedule() -> Schedule {
    let mut schedule = Schedule::default();
    assert!(schedule.update(stale()).is_empty());
    schedule
}

/// Does the next job, and takes in that `stale` is what is stale then.
fn next(schedule: &mut Schedule, end: End, stale: Vec<Experiment>) -> Option<Job> {
    let job = schedule.next()?;
    schedule.start(job.clone());
    schedule.end(end);
    schedule.update(stale);
    Some(job)
}

#[test]
fn each_chapter_is_built_before_its_first_experiment_and_the_rest_follows() {
    let mut schedule = schedule();
    let mut stale = stale();
    let mut jobs = Vec::new();
    while let Some(job) = schedule.next() {
        if let Job::Measure(experiment) = &job {
            stale.retain(|one| one != experiment);
        }
        jobs.extend(next(&mut schedule, End::Done, stale.clone()));
    }
    let build = |chapter: &str| Job::Build(chapter.to_owned());
    let measure = |chapter, name| Job::Measure(one(chapter, name));
    assert_eq!(
        jobs,
        [
            build("io"),
            measure("io", "overview"),
            measure("io", "pool"),
            build("cpu"),
            measure("cpu", "overview"),
            measure("cpu", "chunks"),
        ]
    );
}

#[test]
fn the_page_that_was_opened_last_comes_first() {
    let mut schedule = schedule();
    schedule.open(vec![
        BTreeSet::from([one("cpu", "chunks")]),
        BTreeSet::from([one("io", "pool")]),
    ]);
    assert_eq!(schedule.next(), Some(Job::Build("cpu".to_owned())));
    next(&mut schedule, End::Done, stale());
    assert_eq!(schedule.next(), Some(Job::Measure(one("cpu", "chunks"))));
    schedule.open(vec![BTreeSet::from([one("io", "pool")])]);
    assert_eq!(schedule.next(), Some(Job::Build("io".to_owned())));
}

#[test]
fn one_thing_is_done_at_a_time_and_nothing_while_paused() {
    let mut schedule = schedule();
    let job = schedule.next().expect("a job");
    schedule.start(job);
    assert_eq!(schedule.next(), None);
    schedule.end(End::Interrupted);
    schedule.pause(true);
    assert_eq!(schedule.next(), None);
    schedule.pause(false);
    assert_eq!(schedule.next(), Some(Job::Build("io".to_owned())));
}

#[test]
fn a_chapter_that_does_not_build_is_passed_over_until_its_sources_change() {
    let mut schedule = schedule();
    next(&mut schedule, End::Failed, stale());
    assert_eq!(schedule.next(), Some(Job::Build("cpu".to_owned())));
    schedule.sources_changed(Some("cpu"));
    assert_eq!(schedule.next(), Some(Job::Build("cpu".to_owned())));
    schedule.sources_changed(Some("io"));
    assert_eq!(schedule.next(), Some(Job::Build("io".to_owned())));
}

#[test]
fn an_experiment_that_fails_is_passed_over_until_its_sources_change() {
    let mut schedule = schedule();
    next(&mut schedule, End::Done, stale());
    next(&mut schedule, End::Failed, stale());
    assert_eq!(schedule.next(), Some(Job::Measure(one("io", "pool"))));
    schedule.sources_changed(None);
    assert_eq!(schedule.next(), Some(Job::Build("io".to_owned())));
}

#[test]
fn a_file_edited_while_it_is_measured_is_built_and_measured_again() {
    let mut schedule = schedule();
    next(&mut schedule, End::Done, stale());
    let job = schedule.next().expect("a job");
    schedule.start(job.clone());
    schedule.sources_changed(Some("io"));
    assert_eq!(schedule.end(End::Done), Some((job.clone(), false)));
    // The record is of the file as it was, so it is stale still.
    assert!(schedule.update(stale()).is_empty());
    assert_eq!(
        next(&mut schedule, End::Done, stale()),
        Some(Job::Build("io".to_owned()))
    );
    assert_eq!(schedule.next(), Some(job));
}

#[test]
fn a_failure_of_sources_that_have_changed_since_does_not_count() {
    let mut schedule = schedule();
    schedule.start(Job::Build("io".to_owned()));
    schedule.sources_changed(Some("io"));
    schedule.end(End::Failed);
    assert_eq!(schedule.next(), Some(Job::Build("io".to_owned())));
}

#[test]
fn what_is_stale_right_after_it_was_measured_is_not_measured_without_end() {
    let mut schedule = schedule();
    next(&mut schedule, End::Done, stale());
    let job = schedule.next().expect("a job");
    schedule.start(job);
    schedule.end(End::Done);
    assert_eq!(schedule.update(stale()), [one("io", "overview")]);
    assert_eq!(schedule.next(), Some(Job::Measure(one("io", "pool"))));
}

#[test]
fn what_was_measured_and_is_stale_again_later_is_measured_again() {
    let mut schedule = schedule();
    next(&mut schedule, End::Done, stale());
    next(&mut schedule, End::Done, vec![]);
    assert_eq!(schedule.next(), None);
    schedule.update(stale());
    assert_eq!(schedule.next(), Some(Job::Measure(one("io", "overview"))));
}

#[test]
fn it_counts_what_is_done_and_starts_again_when_nothing_waits() {
    let mut schedule = schedule();
    assert_eq!(schedule.count(), (0, 4));
    next(&mut schedule, End::Done, stale());
    next(&mut schedule, End::Done, stale()[1..].to_vec());
    assert_eq!(schedule.count(), (1, 4));
    schedule.update(vec![]);
    assert_eq!(schedule.count(), (0, 0));
}

#[test]
fn a_try_comes_next_even_while_the_rest_is_paused_and_leaves_the_rest_as_it_was() {
    let mut schedule = schedule();
    let before = schedule.count();
    schedule.pause(true);
    schedule.ask(one("cpu", "chunks"));
    assert_eq!(schedule.next(), Some(Job::Build("cpu".to_owned())));
    next(&mut schedule, End::Done, stale());
    let job = next(&mut schedule, End::Done, stale());
    assert_eq!(job, Some(Job::Try(one("cpu", "chunks"))));
    schedule.withdraw();
    assert_eq!(schedule.next(), None);
    schedule.pause(false);
    assert_eq!(schedule.next(), Some(Job::Build("io".to_owned())));
    assert_eq!(schedule.count(), before);
}

#[test]
fn what_a_reader_puts_first_comes_first_and_without_measuring_alone() {
    for measures in [true, false] {
        let mut schedule = Schedule::new(measures);
        schedule.update(stale());
        assert_eq!(schedule.next().is_some(), measures);
        schedule.put_first(one("cpu", "chunks"));
        schedule.put_first(one("cpu", "none"));
        let mut rest = stale();
        let built = next(&mut schedule, End::Done, rest.clone());
        assert_eq!(built, Some(Job::Build("cpu".to_owned())));
        rest.retain(|experiment| *experiment != one("cpu", "chunks"));
        let measured = next(&mut schedule, End::Done, rest);
        assert_eq!(measured, Some(Job::Measure(one("cpu", "chunks"))));
        assert_eq!(schedule.next().is_some(), measures);
    }
}

#[test]
fn what_a_reader_puts_first_is_measured_while_paused_until_paused_again() {
    let mut schedule = schedule();
    schedule.pause(true);
    schedule.put_first(one("io", "pool"));
    assert_eq!(schedule.next(), Some(Job::Build("io".to_owned())));
    schedule.pause(true);
    assert_eq!(schedule.next(), None);
}
