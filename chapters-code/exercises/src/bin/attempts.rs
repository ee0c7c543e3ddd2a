//! Every learner's file, solution and wrong solution, in one program for the tests:
//! `attempts EXERCISE unsolved|solution|WRONG` checks one.

// They are read by learners, and hold what is wrong.
#![allow(missing_docs, unreachable_pub, clippy::all, clippy::pedantic)]

use std::env;
use std::process::ExitCode;

use exercises::checks;
use exercises::program::Program;

/// The modules of an exercise, and what checks each.
macro_rules! exercise {
    ($folder:literal $exercise:ident $functions:tt: $($wrong:ident)*) => {
        #[path = $folder]
        mod $exercise {
            mod exercise;
            mod solution;
            mod wrong {
                $(pub mod $wrong;)*
            }

            pub fn program(variant: &str) -> Option<super::Program> {
                let wrong = [$((stringify!($wrong), check!($exercise wrong::$wrong $functions))),*];
                match variant {
                    "unsolved" => Some(check!($exercise exercise $functions)),
                    "solution" => Some(check!($exercise solution $functions)),
                    _ => wrong.into_iter().find(|(name, _)| *name == variant).map(|found| found.1),
                }
            }
        }
    };
}

macro_rules! check {
    ($exercise:ident $($module:ident)::+ ($($function:ident)*)) => {{
        use $($module)::+ as these;
        super::checks::$exercise::program($(these::$function),*)
    }};
}

// A line an exercise: its folder, its functions, its wrong solutions.
exercise!("../../forty-at-once" forty_at_once(total_length): loop_in_disguise lock_around_everything not_joined);
exercise!("../../one-thread" one_thread(total_length): awaited_one_by_one blocking_in_async a_thread_for_each);
exercise!("../../at-most-eight" at_most_eight(total_length): in_groups permit_dropped in_order one_by_one);
exercise!("../../good-client" good_client(fetch): the_same_wait without_chance a_404_again);
exercise!("../../stop-in-order" stop_in_order(fetch_until): abort_not_awaited detached results_lost asks_again);
exercise!("../../let-the-others-in" let_the_others_in(digest): await_what_is_ready yields_to_threads too_polite elsewhere);
exercise!("../../lost-update" lost_update(new tally get): stronger_ordering tried_once lock_around_everything spin_lock);
exercise!("../../as-python-maps" as_python_maps(fetch_all): as_they_come in_groups a_thread_for_each error_ignored);
exercise!("../../chunk-that-pays" chunk_that_pays(sum_of_squares): one_each one_for_all uneven behind_a_lock sender_kept);
exercise!("../../five-accounts" five_accounts(what_to_try): cores_alone by_threads asks_nobody);
exercise!("../../two-heavy" two_heavy(run_all): dealt_out a_thread_for_each lock_around_everything);
exercise!("../../two-locks" two_locks(transfer): lock_around_everything one_lock_at_a_time busy_wait);
exercise!("../../copy-ahead" copy_ahead(copy_all): eight_by_eight no_room room_for_eight);
exercise!("../../crawl" crawl(crawl): in_waves known_when_answered without_bound workers_that_wait_for_each_other);
exercise!("../../lock-across-await" lock_across_await(new write): a_lock_each_time another_lock_that_blocks asks_again_and_again let_go_before);
exercise!("../../wait-for" wait_for(lengths): one_after_another one_limit_for_all only_the_handle_is_dropped);
exercise!("../../first-failure" first_failure(lengths): all_are_joined as_they_come one_after_another tasks_go_on);
exercise!("../../own-sums" own_sums(total): a_sum_for_each_ten lock_around_everything one_thread scores_are_sent);
exercise!("../../before-diagnose" before_diagnose(changes): a_lock_in_each async_wants_more_tasks by_the_cpu_alone);
exercise!("../../same-time" same_time(both): awaited_before_the_next lock_around_everything takes_turns);
exercise!("../../take-turns" take_turns(run): a_thread_for_each five_steps_each newest_first one_is_passed_over);
exercise!("../../whose-segment" whose_segment(work): a_message_for_each a_shared_counter rounded_down the_rest_to_the_last);
exercise!("../../count-first" count_first(send_counts add_up): all_to_the_first counted_by_page hash_of_the_process the_last_count_stays);
exercise!("../../no-part-for-the-whole" no_part_for_the_whole(collect): a_deadline_for_each asks_again_and_again sum_of_what_came the_rest_is_given_up waits_for_ever);
exercise!("../../from-where-on" from_where_on(from_where_on): always_at_last as_long_is_enough divided_by_cores no_fixed_cost where_it_first_pays);

fn program(exercise: &str, variant: &str) -> Option<Program> {
    match exercise {
        "forty-at-once" => forty_at_once::program(variant),
        "one-thread" => one_thread::program(variant),
        "at-most-eight" => at_most_eight::program(variant),
        "good-client" => good_client::program(variant),
        "stop-in-order" => stop_in_order::program(variant),
        "let-the-others-in" => let_the_others_in::program(variant),
        "lost-update" => lost_update::program(variant),
        "as-python-maps" => as_python_maps::program(variant),
        "chunk-that-pays" => chunk_that_pays::program(variant),
        "five-accounts" => five_accounts::program(variant),
        "two-heavy" => two_heavy::program(variant),
        "two-locks" => two_locks::program(variant),
        "copy-ahead" => copy_ahead::program(variant),
        "crawl" => crawl::program(variant),
        "lock-across-await" => lock_across_await::program(variant),
        "wait-for" => wait_for::program(variant),
        "first-failure" => first_failure::program(variant),
        "own-sums" => own_sums::program(variant),
        "before-diagnose" => before_diagnose::program(variant),
        "same-time" => same_time::program(variant),
        "take-turns" => take_turns::program(variant),
        "whose-segment" => whose_segment::program(variant),
        "count-first" => count_first::program(variant),
        "no-part-for-the-whole" => no_part_for_the_whole::program(variant),
        "from-where-on" => from_where_on::program(variant),
        _ => None,
    }
}

fn main() -> ExitCode {
    let mut words = env::args().skip(1);
    let (name, variant) =
        (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    match program(&name, &variant) {
        Some(program) => program.main(),
        None => {
            eprintln!("usage: attempts EXERCISE unsolved|solution|WRONG");
            ExitCode::from(2)
        }
    }
}
