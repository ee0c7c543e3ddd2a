//! The reader's own Python, for the rows: which interpreter each gets. A row whose library
//! none has is left out. A run asks the [`interpreters`] once, and tells its samples.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use interpreters::{Interpreter, asked};
use measure::{Preflight, Service};
use record::{Setting, Settings};

/// The setting that tells a sample which interpreters the run has found.
const FOUND: &str = "interpreters";

/// Those that these settings tell a sample of; else those that answer. In a process, the
/// first call decides.
fn found(settings: &Settings) -> &'static [Interpreter] {
    static FOUND_HERE: OnceLock<Vec<Interpreter>> = OnceLock::new();
    FOUND_HERE.get_or_init(|| {
        let told = settings.optional_text(FOUND).ok().flatten();
        let told = told.and_then(|told| serde_json::from_str(told).ok());
        told.unwrap_or_else(|| asked().found.clone())
    })
}

/// Says, once, which of the interpreters named cannot be asked.
pub fn preflight(_settings: &Settings, _samples: u32) -> Result<Preflight> {
    static SAID: AtomicBool = AtomicBool::new(false);
    let notes = if SAID.swap(true, Ordering::Relaxed) {
        Vec::new()
    } else {
        asked().notes.clone()
    };
    Ok(Preflight { notes, ..Preflight::default() })
}

/// What the samples are told beside what they talk to: they need not ask again.
struct Told {
    beside: Option<Box<dyn Service>>,
    found: String,
}

/// Tells the samples which interpreters there are.
pub fn tell(settings: &Settings) -> Result<Option<Box<dyn Service>>> {
    tell_beside(settings, None)
}

/// The same beside what they talk to.
pub fn tell_beside(
    settings: &Settings,
    beside: Option<Box<dyn Service>>,
) -> Result<Option<Box<dyn Service>>> {
    let found = serde_json::to_string(found(settings))?;
    Ok(Some(Box::new(Told { beside, found })))
}

impl Service for Told {
    fn settings(&self) -> Settings {
        let beside = self.beside.as_ref().map(|beside| beside.settings());
        let mut settings = beside.unwrap_or_default();
        settings.set(FOUND, Setting::Text(self.found.clone()));
        settings
    }

    fn revive(&mut self) -> Result<Option<String>> {
        self.beside.as_mut().map_or(Ok(None), |beside| beside.revive())
    }
}

/// What a program needs of an interpreter.
#[derive(Clone, Copy, Debug, Default)]
pub struct Needs {
    /// The libraries that it imports, besides the standard one.
    pub libraries: &'static [&'static str],
    /// Whether one lock may keep its threads from computing at once; `None` where that does
    /// not matter.
    pub locked: Option<bool>,
    /// The oldest version that has what it uses, such as `[3, 14]`.
    pub version: [u32; 2],
    /// What it imports besides that is compiled here.
    pub extension: Option<Extension>,
}

/// A library, compiled here, that a program imports.
#[derive(Clone, Copy, Debug)]
pub struct Extension {
    /// The name of the file by which Python finds it.
    pub name: &'static str,
    /// Where it is, if it was built.
    pub library: fn() -> Option<PathBuf>,
}

impl Needs {
    /// No more than the standard library.
    pub const NOTHING: Self =
        Self { libraries: &[], locked: None, version: [3, 9], extension: None };

    /// These libraries.
    pub const fn libraries(libraries: &'static [&'static str]) -> Self {
        Self { libraries, ..Self::NOTHING }
    }

    /// The first interpreter that has it.
    pub fn found(&self, settings: &Settings) -> Option<&'static Interpreter> {
        let is_built = self.extension.is_none_or(|one| (one.library)().is_some());
        found(settings).iter().find(|one| is_built && self.are_met_by(one))
    }

    /// That interpreter, as a setting of a row: `CPython 3.13.0, fork, aiohttp 3.14.5`.
    pub fn described(&self, settings: &Settings) -> Result<Setting> {
        let found = self.found(settings);
        let described = found.map(|one| one.described(self.libraries));
        Ok(Setting::Text(described.unwrap_or_default()))
    }

    fn are_met_by(&self, one: &Interpreter) -> bool {
        let facts = &one.facts;
        self.libraries.iter().all(|library| facts.libraries.contains_key(*library))
            && self.locked.is_none_or(|locked| locked == facts.locked)
            && self.version <= facts.version
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_gets_an_interpreter_that_has_what_it_needs() {
        let one = |version: [u32; 2], library: &str| {
            let facts = serde_json::json!({
                "name": "Made", "version": version, "locked": true,
                "start_method": "fork", "libraries": { library: "1.0" },
            });
            let interpreter = serde_json::json!({ "command": [], "facts": facts });
            serde_json::from_value::<Interpreter>(interpreter).expect("facts")
        };
        let (older, newer) = (one([3, 9], "numpy"), one([3, 14], "numba"));
        let new = Needs { version: [3, 14], ..Needs::NOTHING };
        assert!(Needs::libraries(&["numpy"]).are_met_by(&older));
        assert!(!new.are_met_by(&older) && new.are_met_by(&newer));
        assert!(!Needs::libraries(&["numpy"]).are_met_by(&newer));
        let free = Needs { locked: Some(false), ..Needs::NOTHING };
        assert!(!free.are_met_by(&newer));
    }
}
