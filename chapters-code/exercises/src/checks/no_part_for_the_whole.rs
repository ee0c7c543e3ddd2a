//! No part for the whole: what a sum is, of which a part does not come.

use std::time::Duration;

use serde_json::{Value, json};

use super::{ensure, ensure_no_threads};
use crate::answers::{Connection, Fate, Missing, now};
use crate::program::{Bench, Program, Verdict};

/// How long all of it may take.
const PATIENCE: Duration = Duration::from_secs(1);

/// What the workers are called.
const NAMES: [&str; 4] = ["alpha", "beta", "gamma", "delta"];

/// What becomes of each, from case to case.
const CASES: [[Fate; 4]; 6] = [
    [answers(300, 7), answers(100, 11), answers(700, 13), answers(200, 17)],
    [answers(300, 7), dies(400), answers(700, 13), answers(200, 17)],
    [answers(300, 7), answers(100, 11), Fate::Stops, answers(200, 17)],
    [answers(300, 7), answers(700, 11), answers(1_500, 13), answers(200, 17)],
    [Fate::Stops, answers(100, 11), answers(700, 13), dies(50)],
    [Fate::Stops, answers(1_000, 11), answers(1_200, 13), answers(200, 17)],
];

/// A worker that answers after so many milliseconds.
const fn answers(after: u64, part: u64) -> Fate {
    Fate::Answers(Duration::from_millis(after), part)
}

/// A worker that dies after so many milliseconds.
const fn dies(after: u64) -> Fate {
    Fate::Dies(Duration::from_millis(after))
}

/// Checks a function that returns the sum of all parts, or names whose are missing after
/// this time.
pub fn program(
    collect: fn(&[Connection], Duration) -> Result<u64, Missing>,
) -> Program {
    Program::new(judge).part("collect", move |case| {
        let case = case.as_u64().unwrap_or_default() as usize;
        let connections = NAMES.into_iter().zip(CASES[case]);
        let connections: Vec<Connection> =
            connections.map(|(name, fate)| Connection::new(name, fate)).collect();
        let outcome = collect(&connections, PATIENCE);
        let after = now().as_millis() as u64;
        match outcome {
            Ok(sum) => json!({ "sum": sum, "after": after }),
            Err(Missing(names)) => json!({ "missing": names, "after": after }),
        }
    })
}

fn judge(bench: &Bench) -> Verdict {
    for (case, fates) in CASES.iter().enumerate() {
        let end = bench.run("collect", &json!(case))?;
        judge_one(fates, &end.answer)?;
        ensure_no_threads(&end)?;
    }
    Ok("where a worker died, stopped, or was late, the function named it and returned no \
        sum, after 1000 ms at the latest; where all answered, it returned the sum"
        .to_owned())
}

fn judge_one(fates: &[Fate; 4], answer: &Value) -> Result<(), String> {
    let is_missing = |fate: &Fate| match fate {
        Fate::Answers(after, _) => *after > PATIENCE,
        Fate::Dies(_) | Fate::Stops => true,
    };
    let all = || NAMES.iter().zip(fates);
    let missing = all().find(|(_, fate)| is_missing(fate));
    if let (Some(sum), Some((name, fate))) = (answer["sum"].as_u64(), missing) {
        let does = in_words(*fate);
        return Err(format!(
            "`{name}` {does}, and the function returned {sum} as the sum of all"
        ));
    }
    let after = answer["after"].as_u64().unwrap_or_default();
    ensure(u128::from(after) <= PATIENCE.as_millis(), || {
        format!(
            "the function returned after {after} ms; all together were to have {} ms",
            PATIENCE.as_millis()
        )
    })?;
    let named = answer["missing"].as_array();
    for (name, fate) in all() {
        let is_named =
            named.is_some_and(|names| names.iter().any(|other| other == *name));
        ensure(is_named == is_missing(fate), || {
            let (does, names) = (
                in_words(*fate),
                if is_named { "names it" } else { "does not name it" },
            );
            format!("`{name}` {does}, and the error {names}")
        })?;
    }
    if missing.is_some() {
        return Ok(());
    }
    ensure(named.is_none(), || {
        "all answered, and the function returned an error".into()
    })?;
    let part = |fate: &Fate| match fate {
        Fate::Answers(_, part) => *part,
        Fate::Dies(_) | Fate::Stops => 0,
    };
    let sum: u64 = fates.iter().map(part).sum();
    ensure(answer["sum"] == sum, || {
        format!(
            "all answered, the sum is {sum}, and the function returned {}",
            answer["sum"]
        )
    })
}

/// What a worker did.
fn in_words(fate: Fate) -> String {
    match fate {
        Fate::Answers(after, _) => format!("answered after {} ms", after.as_millis()),
        Fate::Dies(after) => {
            format!(
                "closed its connection after {} ms, without an answer",
                after.as_millis()
            )
        }
        Fate::Stops => "never answered".to_owned(),
    }
}
