//! Whether a program was built without optimisation.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use memchr::memmem;

/// What a program of Rust says when a number overflows, and when a promise to the standard
/// library is broken: both are checked in builds for debugging, and only there. The words
/// stand the other way round, or this program would look like one.
const OVERFLOWS: [&[&str]; 3] = [
    &["overflow", "with", "add", "to", "attempt"],
    &["overflow", "with", "multiply", "to", "attempt"],
    &["overflow", "with", "subtract", "to", "attempt"],
];
const PROMISE: &[&str] = &["violated", "precondition(s)", "unsafe"];

fn sentence(words: &[&str]) -> String {
    words.iter().rev().copied().collect::<Vec<_>>().join(" ")
}

/// With what the description of a compiler begins in its debug information: GCC's has
/// the flags as well.
const GCC: &[u8] = b"GNU C";

/// Larger files are not read.
const MOST_BYTES: u64 = 1 << 29;

/// The first of these programs that was built without optimisation.
pub(crate) fn among(programs: &BTreeSet<PathBuf>) -> Option<String> {
    let found = programs.iter().find(|path| is_debug(path))?;
    Some(found.file_name()?.to_string_lossy().into_owned())
}

fn is_debug(path: &Path) -> bool {
    // What a system installs is optimised.
    if ["/usr", "/bin", "/lib", "/opt", "/nix"].iter().any(|of| path.starts_with(of)) {
        return false;
    }
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    let below_target = parts.iter().skip_while(|part| *part != "target");
    if below_target.skip(1).any(|part| part == "debug") {
        return true;
    }
    let small = fs::metadata(path).is_ok_and(|file| file.len() <= MOST_BYTES);
    small && fs::read(path).is_ok_and(|bytes| is_debug_code(&bytes))
}

fn is_debug_code(bytes: &[u8]) -> bool {
    let has =
        |words: &[&str]| memmem::find(bytes, sentence(words).as_bytes()).is_some();
    let checks = has(PROMISE) && OVERFLOWS.into_iter().any(has);
    let mut compilers = memmem::find_iter(bytes, GCC).map(|at| {
        let text = &bytes[at..];
        &text[..memchr::memchr(0, text).unwrap_or(text.len()).min(4096)]
    });
    let has_flags = |text: &&[u8]| memmem::find(text, b" -m").is_some();
    let optimised = |text: &[u8]| {
        [&b" -O1"[..], b" -O2", b" -O3", b" -Os", b" -Ofast", b" -Og", b" -O "]
            .iter()
            .any(|flag| memmem::find(text, flag).is_some())
    };
    checks || compilers.find(has_flags).is_some_and(|text| !optimised(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_debug_build_is_known_by_its_folder_or_by_what_it_contains() {
        let debug = Path::new("/home/me/tool/target/debug/tool");
        assert!(is_debug(debug));
        assert!(is_debug(Path::new(
            "/tool/target/x86_64-unknown-linux-musl/debug/tool"
        )));
        assert!(!is_debug(Path::new("/tool/target/release/tool")));
        assert!(!is_debug(Path::new("/usr/bin/target/debug/tool")));
        let (promise, overflow) = (sentence(PROMISE), sentence(OVERFLOWS[2]));
        assert!(is_debug_code(format!("{promise}\0{overflow}").as_bytes()));
        assert!(
            !is_debug_code(promise.as_bytes()) && !is_debug_code(overflow.as_bytes())
        );
        assert!(is_debug_code(b"\0GNU C17 12.2.0 -mtune=generic -march=x86-64 -g\0"));
        assert!(!is_debug_code(b"\0GNU C17 12.2.0 -mtune=generic -g -O2\0"));
        assert!(!is_debug_code(b"GNU Coreutils"));
    }

    #[test]
    fn this_test_is_what_it_was_built_as() {
        let us = std::env::current_exe().expect("we run");
        let bytes = fs::read(us).expect("readable");
        assert_eq!(is_debug_code(&bytes), cfg!(debug_assertions));
    }
}
