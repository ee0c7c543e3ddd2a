//! `verdicts`: how many claims of the whole book hold on one machine.

use anyhow::Result;
use clap::{ArgMatches, Command};
use evidence::claim::{Claim, Verdict};
use evidence::compared::Quantity;
use record::machine::MachineName;
use show::page::escape;
use show::{Format, View};

use crate::query::Query;
use crate::verdict::Judged;

/// Its name, help and flags.
pub fn command() -> Command {
    Command::new("verdicts")
        .about("How many claims of the book hold on one machine, and which do not")
        .args(View::flags())
}

/// What is known of the book's claims.
#[derive(Default)]
struct Overall {
    /// Claims that apply to the machine, or that nobody has judged.
    all: usize,
    hold: usize,
    do_not_apply: usize,
    not_recorded: usize,
    /// Claims about rows that a small profile leaves out.
    left_out: usize,
    /// The others, with the file of their page.
    others: Vec<(Judged, String)>,
    /// The experiments that another machine stands in for.
    borrowed: usize,
}

/// What it prints.
pub fn text(query: &Query<'_>, _matches: &ArgMatches) -> Result<String> {
    let machine = query.view.machine.clone().unwrap_or_else(MachineName::local);
    Ok(in_words(&overall(query, &machine)?, &machine, query.view.format))
}

fn overall(query: &Query<'_>, machine: &MachineName) -> Result<Overall> {
    let mut overall = Overall::default();
    for (chapter, experiment) in query.experiments() {
        let claims = &query.library.analysis(chapter, experiment)?.claims;
        let Some(shown) = query.shown(chapter, experiment)? else {
            overall.all += claims.len();
            overall.not_recorded += claims.len();
            continue;
        };
        overall.borrowed += usize::from(shown.machine != *machine);
        let page = query.library.pages().of(chapter, experiment);
        let file = page.map_or_else(String::new, |page| page.file.clone());
        let is_left_out = |claim: &Claim| {
            shown
                .lender_of(claim.compares().into_iter().filter_map(Quantity::row))
                .is_some()
        };
        for claim in claims {
            if is_left_out(claim) {
                overall.left_out += 1;
                continue;
            }
            let judged = Judged::by(claim, &shown.record);
            match judged.verdict {
                Verdict::DoesNotApply => overall.do_not_apply += 1,
                Verdict::Holds => overall.hold += 1,
                Verdict::DoesNotHold | Verdict::Undecided => {
                    overall.others.push((judged, file.clone()));
                }
            }
        }
    }
    overall.all += overall.hold + overall.others.len();
    Ok(overall)
}

fn in_words(overall: &Overall, machine: &MachineName, format: Format) -> String {
    let place = if machine.is_local() {
        "On this machine".to_owned()
    } else {
        format!("On {machine}")
    };
    let (bold, end) = if format == Format::Page { ("**", "**") } else { ("", "") };
    let mut text =
        format!("{place} {bold}{} of {} claims hold{end}", overall.hold, overall.all);
    let count = |verdict| {
        overall.others.iter().filter(|(judged, _)| judged.verdict == verdict).count()
    };
    let mut more = Vec::new();
    for (count, one, many) in [
        (count(Verdict::Undecided), "is undecided", "are undecided"),
        (count(Verdict::DoesNotHold), "does not hold", "do not hold"),
        (overall.not_recorded, "is not recorded yet", "are not recorded yet"),
    ] {
        match count {
            0 => {}
            1 => more.push(format!(", 1 {one}")),
            _ => more.push(format!(", {count} {many}")),
        }
    }
    more.push(".".to_owned());
    for (count, what) in [
        (overall.do_not_apply, "more are about machines with other numbers of cores."),
        (
            overall.left_out,
            "more are about rows that were left out here and are shown as recorded elsewhere.",
        ),
        (
            overall.borrowed,
            "experiments are not measured here yet: they count with a recorded machine's numbers.",
        ),
    ] {
        if count > 0 {
            more.push(format!(" {count} {what}"));
        }
    }
    text.push_str(&more.concat());
    let line = |(judged, file): &(Judged, String)| {
        let (words, evidence) = (judged.verdict.words(), &judged.evidence);
        if format == Format::Page {
            let (mark, class) = judged.verdict.mark();
            format!(
                "- [{}]({file}#claim-{}) <span class=\"verdict {class}\"><b>{mark} {words}</b> \
                 {}</span>",
                judged.text,
                judged.id,
                escape(evidence)
            )
        } else {
            format!("- {} {words}: {evidence}", judged.text)
        }
    };
    let lines: Vec<String> = overall.others.iter().map(line).collect();
    if !lines.is_empty() {
        text.push_str("\n\n");
        text.push_str(&lines.join("\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(verdict: Verdict) -> (Judged, String) {
        let judged = Judged {
            id: "a".to_owned(),
            text: "It is so.".to_owned(),
            verdict,
            evidence: "2.00×".to_owned(),
        };
        (judged, "x.md".to_owned())
    }

    #[test]
    fn what_does_not_hold_is_counted_and_named() {
        let overall = Overall {
            all: 5,
            hold: 2,
            do_not_apply: 1,
            not_recorded: 1,
            left_out: 0,
            others: vec![judged(Verdict::Undecided), judged(Verdict::DoesNotHold)],
            borrowed: 0,
        };
        let text = in_words(&overall, &MachineName::local(), Format::Text);
        assert_eq!(
            text,
            "On this machine 2 of 5 claims hold, 1 is undecided, 1 does not hold, 1 is not \
             recorded yet. 1 more are about machines with other numbers of cores.\n\n\
             - It is so. undecided: 2.00×\n- It is so. does not hold here: 2.00×"
        );
        let page = in_words(&overall, &"big".parse().expect("a name"), Format::Page);
        assert!(page.starts_with("On big **2 of 5 claims hold**"), "{page}");
        assert!(page.contains("(x.md#claim-a)"), "{page}");
    }
}
