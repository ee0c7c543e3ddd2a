//! Explanations that belong to claims:
//!
//! ```markdown
//! <!-- where io-bound/workers/no-gain-beyond -->
//!
//! Beyond that the cores are busy, …
//!
//! <!-- end where -->
//! ```
//!
//! Where all of its claims hold on the machine that the page shows, an explanation stands
//! as it is. Elsewhere the page says what was measured, and the explanation is folded
//! under the name of a recorded machine where they do, with that machine's numbers.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use show::standing::{ClaimName, Standing};

use crate::directives::{code_ranges, line_at};

static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)<!--\s*(end\s+)?where\b(.*?)-->").expect("the pattern is constant")
});

/// An explanation of a page.
#[derive(Clone, Debug)]
pub(crate) struct Explanation {
    /// The bytes of the page's text that its first mark stands in.
    pub(crate) begin: Range<usize>,
    /// Those of its last.
    pub(crate) end: Range<usize>,
    /// The claims that it belongs to.
    pub(crate) claims: Vec<ClaimName>,
}

impl Explanation {
    /// Whether it holds this byte.
    pub(crate) fn contains(&self, byte: usize) -> bool {
        (self.begin.end..self.end.start).contains(&byte)
    }
}

/// Finds the explanations of a page's text; what is wrong with a mark is told with its
/// line.
pub(crate) fn parse(text: &str) -> (Vec<Explanation>, Vec<String>) {
    let (mut found, mut malformed) = (Vec::new(), Vec::new());
    if !text.contains("where") {
        return (found, malformed);
    }
    let code = code_ranges(text);
    let mut open: Option<(Range<usize>, Vec<ClaimName>)> = None;
    let is_shown = |start: usize| code.iter().any(|code| code.contains(&start));
    for mark in MARK.captures_iter(text) {
        let whole = mark.get(0).expect("the whole match").range();
        if is_shown(whole.start) {
            continue;
        }
        let mut wrong = |why: &str| {
            let line = line_at(text, whole.start);
            malformed
                .push(format!("near line {line}: `{}`: {why}", &text[whole.clone()]));
        };
        let alone =
            text[..whole.start].ends_with('\n') && text[whole.end..].starts_with('\n');
        if !alone {
            wrong("it has to stand on a line of its own");
        }
        if mark.get(1).is_some() {
            match open.take() {
                Some((begin, claims)) => {
                    found.push(Explanation { begin, end: whole, claims });
                }
                None => wrong("it ends nothing"),
            }
            continue;
        }
        let claims: Result<Vec<ClaimName>, String> =
            mark[2].split_whitespace().map(str::parse).collect();
        match claims {
            Err(why) => wrong(&why),
            Ok(claims) if claims.is_empty() => wrong("it names no claim"),
            Ok(_) if open.is_some() => {
                wrong("the one before it has no `<!-- end where -->`");
            }
            Ok(claims) => open = Some((whole, claims)),
        }
    }
    if let Some((begin, _)) = open {
        let line = line_at(text, begin.start);
        malformed
            .push(format!("near line {line}: there is no `<!-- end where -->` to it"));
    }
    (found, malformed)
}

/// What stands in the place of the two marks; `None` where nothing of the explanation
/// is shown, with what stands in the place of it all.
pub(crate) fn marks(standing: &Standing) -> (String, Option<&'static str>) {
    let Standing::Otherwise { measured, holds_on } = standing else {
        return (String::new(), Some(""));
    };
    let claims: Vec<String> = measured.iter().map(|one| format!("- {one}\n")).collect();
    let claims = claims.concat();
    let begin = "<div class=\"otherwise\">\n\n**Not borne out here.** ";
    match holds_on {
        Some(machine) => (
            format!(
                "{begin}What follows from this is folded:\n\n{claims}\n<details class=\"explanation\">\n<summary>\
                 The explanation, on {machine}, where it holds</summary>\n"
            ),
            Some("</details>\n</div>\n"),
        ),
        None => (
            format!(
                "{begin}No recorded machine bears it out, either:\n\n{claims}\n</div>\n"
            ),
            None,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str =
        "a\n\n<!-- where io/x/y io/x/z -->\n\nBecause.\n\n<!-- end where -->\n";

    #[test]
    fn an_explanation_is_found_with_its_claims_and_what_it_holds() {
        let (found, malformed) = parse(WHOLE);
        assert_eq!((found.len(), malformed.len()), (1, 0));
        let ids: Vec<&str> =
            found[0].claims.iter().map(|claim| claim.id.as_str()).collect();
        assert_eq!(ids, ["y", "z"]);
        assert!(found[0].contains(WHOLE.find("Because").expect("there")));
        assert!(!found[0].contains(0));
    }

    #[test]
    fn a_mark_in_code_is_shown() {
        let (found, malformed) = parse(&format!("```\n{WHOLE}```\n"));
        assert_eq!((found.len(), malformed.len()), (0, 0));
    }

    #[test]
    fn marks_that_do_not_fit_are_refused() {
        for (text, why) in [
            ("\n<!-- where -->\n\n<!-- end where -->\n", "names no claim"),
            (
                "\n<!-- where x/y -->\n\n<!-- end where -->\n",
                "no CHAPTER/EXPERIMENT/CLAIM",
            ),
            ("\n<!-- end where -->\n", "ends nothing"),
            ("\n<!-- where a/b/c -->\n", "no `<!-- end where -->`"),
            ("b <!-- where a/b/c -->\n\n<!-- end where -->\n", "a line of its own"),
        ] {
            let malformed = parse(text).1.join("\n");
            assert!(malformed.contains(why), "{text}: {malformed}");
        }
        let nested = WHOLE.replace("Because.", "<!-- where io/x/y -->");
        assert!(parse(&nested).1[0].contains("the one before it"));
    }

    #[test]
    fn what_does_not_hold_is_said_and_the_explanation_folded() {
        let otherwise = |machine: Option<&str>| Standing::Otherwise {
            measured: vec!["Twice. ✗".to_owned()],
            holds_on: machine.map(|name| name.parse().expect("a name")),
        };
        assert_eq!(marks(&Standing::Holds), (String::new(), Some("")));
        let (begin, end) = marks(&otherwise(Some("big")));
        assert!(
            begin.contains("- Twice. ✗") && begin.contains("on big, where it holds")
        );
        assert!(end.is_some_and(|end| end.contains("</details>")));
        let (all, end) = marks(&otherwise(None));
        assert!(!all.contains("details") && end.is_none(), "{all}");
    }
}
