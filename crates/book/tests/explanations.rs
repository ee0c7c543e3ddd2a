//! No page explains what its numbers do not bear out: the whole book is rendered with
//! records that refute each claim that an explanation belongs to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use regex::Regex;
use serde_json::Value;
use show::Library;
use show::standing::{ClaimName, Standing};

/// The machine whose numbers the pages show.
const SHOWN: &str = "epyc-2-cores";

/// Another one, which has what was measured.
const AS_MEASURED: &str = "zz-as-measured";

/// A checkout whose sources are this one's, and whose records are its own.
struct Checkout {
    folder: tempfile::TempDir,
    records: Vec<PathBuf>,
}

impl Checkout {
    fn new() -> Self {
        let here = show::library::checkout().expect("a checkout");
        let folder = tempfile::tempdir().expect("a folder");
        for name in
            ["book", "book.toml", "chapters-code", "crates", "Cargo.toml", "Cargo.lock"]
        {
            symlink(here.join(name), folder.path().join(name)).expect("linked");
        }
        let recorded = here.join("charts").join(SHOWN);
        let mut records = Vec::new();
        let entries = fs::read_dir(&recorded).expect("readable");
        let paths = entries.map(|entry| entry.expect("readable").path());
        for chapter in paths.filter(|path| path.is_dir()) {
            for file in fs::read_dir(chapter).expect("readable") {
                let file = file.expect("readable").path();
                let is_record = file.extension().is_some_and(|kind| kind == "json");
                if is_record {
                    let relative = file.strip_prefix(&recorded).expect("within");
                    let copy =
                        folder.path().join("charts").join(AS_MEASURED).join(relative);
                    fs::create_dir_all(copy.parent().expect("a folder")).expect("made");
                    fs::copy(&file, copy).expect("copied");
                    records.push(relative.to_owned());
                }
            }
        }
        Self { folder, records }
    }

    fn charts(&self, machine: &str) -> PathBuf {
        self.folder.path().join("charts").join(machine)
    }

    /// Gives the shown machine records that came out otherwise.
    fn distort(&self, distorted: &dyn Fn(usize, &str, u64) -> u64, traces: Traces) {
        for relative in &self.records {
            let measured = self.charts(AS_MEASURED).join(relative);
            let text = fs::read_to_string(measured).expect("readable");
            let mut record: Value = serde_json::from_str(&text).expect("JSON");
            let rows = record["rows"].as_array_mut().expect("rows");
            for (place, row) in rows.iter_mut().enumerate() {
                for sample in row["samples"].as_array_mut().expect("samples") {
                    let measured = sample
                        .pointer_mut("/outcome/ok")
                        .and_then(Value::as_object_mut);
                    let Some(measured) = measured else { continue };
                    for (name, value) in measured.iter_mut() {
                        distort(place, name, value, distorted);
                    }
                }
            }
            for trace in record
                .get_mut("traces")
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
            {
                retrace(trace["spans"].as_array_mut().expect("spans"), traces);
            }
            let file = self.charts(SHOWN).join(relative);
            fs::create_dir_all(file.parent().expect("a folder")).expect("made");
            fs::write(file, record.to_string()).expect("written");
        }
    }

    /// The pages, by name.
    fn rendered(&self) -> BTreeMap<String, String> {
        let output = Command::new(env!("CARGO_BIN_EXE_book"))
            .args(["build", "--dest-dir", "out"])
            .current_dir(self.folder.path())
            .env("BOOK_MEASURE", "never")
            .env("CARGO_TARGET_DIR", self.folder.path().join("target"))
            .output()
            .expect("it starts");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{stderr}");
        let pages = fs::read_dir(self.folder.path().join("out")).expect("there");
        let pages = pages.map(|page| page.expect("readable").path());
        let pages =
            pages.filter(|page| page.extension().is_some_and(|kind| kind == "html"));
        pages
            .map(|page| (name(&page), fs::read_to_string(&page).expect("readable")))
            .collect()
    }
}

/// What becomes of the traces.
#[derive(Clone, Copy)]
enum Traces {
    AsMeasured,
    /// Only the first thing that was done.
    OneSpan,
    /// Everything at once, and each on a thread of its own.
    AtOnce,
}

fn retrace(spans: &mut Vec<Value>, traces: Traces) {
    match traces {
        Traces::AsMeasured => {}
        Traces::OneSpan => spans.truncate(1),
        Traces::AtOnce => {
            for (thread, span) in spans.iter_mut().enumerate() {
                span["begin_ns"] = 0.into();
                span["end_ns"] = 1_000_000.into();
                span["thread"] = thread.into();
            }
        }
    }
}

fn distort(
    place: usize,
    name: &str,
    value: &mut Value,
    by: &dyn Fn(usize, &str, u64) -> u64,
) {
    match value {
        Value::Object(own) => {
            for (name, value) in own.iter_mut() {
                distort(place, name, value, by);
            }
        }
        Value::Number(number) if name != "answer" => {
            let number = number.as_u64().unwrap_or_default();
            *value = by(place, name, number).into();
        }
        _ => {}
    }
}

fn name(page: &Path) -> String {
    page.file_stem().expect("a name").to_string_lossy().into_owned()
}

/// An explanation as it is written.
struct Written {
    page: String,
    claims: Vec<ClaimName>,
    /// The words of it between numbers, links and code, the longest first.
    words: Vec<String>,
}

fn written() -> Vec<Written> {
    let here = show::library::checkout().expect("a checkout");
    let block =
        Regex::new(r"(?s)<!-- where (.*?) -->(.*?)<!-- end where -->").expect("valid");
    let mark = Regex::new(r"(?s)<!--.*?-->|\[[^\]]*\]\([^)]*\)|`[^`]*`|[^A-Za-z ,\n]")
        .expect("valid");
    let mut all = Vec::new();
    for file in fs::read_dir(here.join("book")).expect("readable") {
        let file = file.expect("readable").path();
        if file.extension().is_none_or(|kind| kind != "md") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("readable");
        for found in block.captures_iter(&text) {
            let claims =
                found[1].split_whitespace().map(|one| one.parse().expect("a claim"));
            let mut words: Vec<String> = mark.split(&found[2]).map(squeezed).collect();
            words.sort_by_key(|words| std::cmp::Reverse(words.len()));
            all.push(Written { page: name(&file), claims: claims.collect(), words });
        }
    }
    all
}

/// Without white space that HTML does not show.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A page without what is folded.
fn unfolded(html: &str) -> String {
    let fold =
        Regex::new(r"(?s)<details class=.explanation.>.*?</details>").expect("valid");
    fold.replace_all(html, "").into_owned()
}

#[test]
fn what_the_numbers_do_not_bear_out_is_folded_on_every_page() {
    type Distortion = Box<dyn Fn(usize, &str, u64) -> u64>;
    let times = |is: fn(usize, &str) -> bool| -> Distortion {
        Box::new(
            move |row, name, value| {
                if is(row, name) { value.max(1) * 1000 } else { value }
            },
        )
    };
    let bit =
        |bit: usize, set: bool| -> Distortion {
            Box::new(move |row, _, value| {
                if (row >> bit & 1 == 1) == set { value.max(1) * 1000 } else { value }
            })
        };
    let mut distortions: Vec<Distortion> = vec![
        times(|_, _| true),
        Box::new(|_, _, value| value / 1000),
        times(|_, name| name == "wall_ns"),
        times(|_, name| name != "wall_ns"),
        times(|_, name| name == "user_ns"),
        times(|_, name| name == "system_ns"),
        times(|_, name| name == "max_ns"),
        times(|_, name| name == "offender_ns" || name == "start_ns"),
    ];
    distortions.extend((0..5).flat_map(|place| [bit(place, true), bit(place, false)]));
    let checkout = Checkout::new();
    checkout.distort(&|_, _, value| value, Traces::AsMeasured);
    let as_measured = checkout.rendered();
    let explanations = written();
    // Words that tell whether it is there: they stand nowhere else on the page.
    let telling = |explanation: &Written| {
        let html = squeezed(&as_measured[&explanation.page]);
        let once = |words: &&String| html.matches(words.as_str()).count() == 1;
        let found = explanation.words.iter().find(once);
        found
            .unwrap_or_else(|| {
                panic!("{:?} says nothing of its own", explanation.claims)
            })
            .clone()
    };
    let telling: Vec<String> = explanations.iter().map(telling).collect();
    assert!(explanations.len() > 100, "{}", explanations.len());
    let mut refuted: BTreeSet<String> = BTreeSet::new();
    let mut stood = 0;
    // Measures of one row are compared, too: some of them by their names, each way.
    let by_name = |bit: u32, set: bool| -> Distortion {
        Box::new(move |_, name, value| {
            let sum: u32 = name.bytes().map(u32::from).sum();
            if (sum >> bit & 1 == 1) == set { value.max(1) * 1_000_000 } else { value }
        })
    };
    distortions.extend(
        [0, 1, 2, 5]
            .into_iter()
            .flat_map(|bit| [by_name(bit, true), by_name(bit, false)]),
    );
    for (nth, distortion) in distortions.into_iter().enumerate() {
        let traces = [Traces::AsMeasured, Traces::OneSpan, Traces::AtOnce][nth % 3];
        checkout.distort(&*distortion, traces);
        let library = Library::open(checkout.folder.path()).expect("it opens");
        let shown = SHOWN.parse().expect("a name");
        let pages = checkout.rendered();
        for (Written { page, claims, .. }, words) in explanations.iter().zip(&telling) {
            let html = &pages[page];
            let stands =
                library.standing(claims, &shown).expect("judged") == Standing::Holds;
            let is_in = |html: &str| squeezed(html).contains(words);
            assert_eq!(is_in(&unfolded(html)), stands, "{page}: {words}: {claims:?}");
            stood += usize::from(stands);
            for claim in claims {
                let alone = std::slice::from_ref(claim);
                if library.standing(alone, &shown).expect("judged") != Standing::Holds {
                    refuted.insert(format!("{claim:?}"));
                }
            }
        }
    }
    assert!(stood > 0, "nothing stood in any rendering");
    let claims = explanations.iter().flat_map(|one| &one.claims);
    let never: Vec<String> = claims
        .map(|claim| format!("{claim:?}"))
        .filter(|one| !refuted.contains(one))
        .collect();
    assert_eq!(never, [""; 0], "no rendering refuted these");
}
