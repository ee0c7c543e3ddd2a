//! Small programs, each with one thing wrong, and their cures: what the tests of `diagnose`
//! run. `ill KIND [MODE]` runs one; `ill` alone lists them.
//!
//! The first mode is the ill one, unless the kind says otherwise; the documentation of each
//! kind says what the right diagnosis is. Amounts of work are such that each takes about a
//! second on two cores where it is built without optimisation, as tests are.

mod ends;
mod hangs;
mod kernel;
mod pools;
mod requests;
mod server;
mod sharing;
mod work;

use std::process::exit;

/// Name, modes, and what runs it in a mode; the mode is empty where there are none.
type Kind = (&'static str, &'static [&'static str], fn(&str));

const KINDS: [Kind; 26] = [
    ("tiny-tasks", &["par", "seq"], pools::tiny_tasks),
    ("nested-pools", &["nested", "once"], pools::nested),
    ("yields", &[], pools::yields),
    ("small-pool", &["2", "20"], pools::small),
    ("await-in-a-loop", &["loop", "joined"], requests::await_in_a_loop),
    (
        "blocking-runtime",
        &["blocking", "handed-off", "async"],
        requests::blocking_runtime,
    ),
    ("event-loop-blocked", &[], requests::event_loop_blocked),
    ("fresh-connections", &["each", "one"], requests::fresh_connections),
    ("too-many-files", &["all", "bounded"], requests::too_many_files),
    ("nagle", &["two-writes", "one-write"], requests::nagle),
    ("waits-for-itself", &["hang", "ends"], hangs::waits_for_itself),
    ("two-locks", &["hang", "ends"], hangs::two_locks),
    ("own-channel", &["hang", "ends"], hangs::own_channel),
    ("across-await", &["hang", "ends"], hangs::across_await),
    ("hot-lock", &["lock", "local"], sharing::hot_lock),
    ("lock-around-work", &["inside", "outside"], sharing::lock_around_work),
    ("neighbours", &["near", "apart"], sharing::neighbours),
    ("polls", &["spin", "recv"], sharing::polls),
    ("grows", &[], sharing::grows),
    ("lines", &["println", "gathered"], kernel::lines),
    ("allocation", &["storm", "reuse"], kernel::allocation),
    ("copies", &["copy", "generate", "child"], kernel::copies),
    ("starts", &["each", "one"], kernel::starts),
    ("fails", &[], ends::fails),
    ("aborts", &[], ends::aborts),
    ("healthy", &["waits", "computes", "all-cores"], ends::healthy),
];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some(name) = words.first() else {
        for (name, modes, _) in KINDS {
            println!("{}", format!("{name} {}", modes.join("|")).trim_end());
        }
        return;
    };
    let Some((_, modes, run)) = KINDS.iter().find(|(known, ..)| known == name) else {
        refuse(&format!("no kind `{name}`: `ill` alone lists them"));
    };
    let first = modes.first().copied().unwrap_or_default();
    match words.get(1).map_or(first, String::as_str) {
        mode if mode == first || modes.contains(&mode) => run(mode),
        mode if modes.is_empty() => {
            refuse(&format!("`{name}` has no modes, so no `{mode}`"))
        }
        mode => refuse(&format!("`{name}` has no mode `{mode}`: {}", modes.join(", "))),
    }
}

/// Says what is wrong with the arguments.
fn refuse(why: &str) -> ! {
    eprintln!("ill: {why}");
    exit(2)
}
