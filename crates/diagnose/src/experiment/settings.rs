//! What an experiment tries.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};

/// What of a run is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// These cores are all that it may use.
    Cores(Vec<usize>),
    /// A variable of its environment.
    Variable { name: String, value: String },
    /// What stands for `{}` in its arguments.
    Argument(String),
}

/// One setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Setting {
    /// As a table shows it.
    pub(crate) name: String,
    pub(crate) choice: Choice,
}

impl Setting {
    /// Numbers of cores, such as `1,2,all`, of those that may be used. Fails, in words, if
    /// that is no list of numbers between 1 and all.
    pub(crate) fn of_cores(list: &str, usable: &[usize]) -> Result<Vec<Self>, String> {
        let all = usable.len();
        let mut settings: Vec<Self> = Vec::new();
        for word in list.split(',').map(str::trim) {
            let number =
                match word {
                    "all" => all,
                    _ => word.parse().ok().filter(|number| *number > 0).ok_or_else(
                        || format!("`{word}` is no number of cores; a list is 1,2,all"),
                    )?,
                };
            if number > all {
                return Err(format!(
                    "there are no {number} cores to use, but {all}; `all` is as many as \
                     there are"
                ));
            }
            let name = if number == 1 {
                "1 core".to_owned()
            } else {
                format!("{number} cores")
            };
            let choice = Choice::Cores(usable[..number].to_vec());
            let setting = Self { name, choice };
            if !settings.contains(&setting) {
                settings.push(setting);
            }
        }
        if settings.len() < 2 {
            return Err(format!(
                "there is nothing to compare: {all} core{} may be used, and a list needs two \
                 different numbers",
                if all == 1 { "" } else { "s" }
            ));
        }
        Ok(settings)
    }

    /// Values of a variable, such as `THREADS=1,2,4`.
    pub(crate) fn of_variable(text: &str) -> Result<Vec<Self>, String> {
        let (name, values) =
            text.split_once('=').filter(|(name, _)| !name.is_empty()).ok_or_else(
                || format!("`{text}` names no variable; give it as NAME=VALUE,VALUE"),
            )?;
        several(values, |value| Self {
            name: format!("{name}={value}"),
            choice: Choice::Variable { name: name.to_owned(), value: value.to_owned() },
        })
    }

    /// Values for `{}` in these arguments.
    pub(crate) fn of_arguments(
        values: &str,
        words: &[OsString],
    ) -> Result<Vec<Self>, String> {
        let has_place = words.iter().skip(1).any(|word| replaced(word, "").is_some());
        if !has_place {
            return Err("no argument of the program has `{}`, where a value could go"
                .to_owned());
        }
        several(values, |value| Self {
            name: value.to_owned(),
            choice: Choice::Argument(value.to_owned()),
        })
    }

    pub(crate) fn cores(&self) -> Option<&[usize]> {
        match &self.choice {
            Choice::Cores(cores) => Some(cores),
            _ => None,
        }
    }

    pub(crate) fn variable(&self) -> Option<(&str, &str)> {
        match &self.choice {
            Choice::Variable { name, value } => Some((name, value)),
            _ => None,
        }
    }

    pub(crate) fn number(&self) -> Option<f64> {
        match &self.choice {
            Choice::Cores(cores) => Some(cores.len() as f64),
            Choice::Variable { value, .. } | Choice::Argument(value) => {
                value.parse().ok()
            }
        }
    }

    /// The program with its arguments.
    pub(crate) fn words(&self, words: &[OsString]) -> Vec<OsString> {
        let Choice::Argument(value) = &self.choice else { return words.to_vec() };
        let filled = |word: &OsString| replaced(word, value).unwrap_or(word.clone());
        words.iter().map(filled).collect()
    }
}

fn several(
    values: &str,
    setting: impl Fn(&str) -> Setting,
) -> Result<Vec<Setting>, String> {
    let mut settings: Vec<Setting> = Vec::new();
    for value in values.split(',') {
        let setting = setting(value);
        if !settings.contains(&setting) {
            settings.push(setting);
        }
    }
    if settings.len() < 2 {
        return Err(format!(
            "there is nothing to compare in `{values}`: give two different values, with a \
             comma"
        ));
    }
    Ok(settings)
}

/// A word with a value for each `{}`; `None` if it has none.
fn replaced(word: &OsStr, value: &str) -> Option<OsString> {
    let bytes = word.as_bytes();
    let first = bytes.windows(2).position(|pair| pair == b"{}")?;
    let rest = OsStr::from_bytes(&bytes[first + 2..]);
    let rest = replaced(rest, value).unwrap_or_else(|| rest.to_owned());
    let parts = [&bytes[..first], value.as_bytes(), rest.as_bytes()];
    Some(OsString::from_vec(parts.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(settings: Result<Vec<Setting>, String>) -> Vec<String> {
        settings.expect("settings").into_iter().map(|setting| setting.name).collect()
    }

    #[test]
    fn cores_are_a_list_of_different_numbers_up_to_all() {
        let usable = [4, 5, 6, 7];
        let cores = |list| Setting::of_cores(list, &usable);
        assert_eq!(names(cores("1,2,all")), ["1 core", "2 cores", "4 cores"]);
        assert_eq!(names(cores("1, 4, all")), ["1 core", "4 cores"]);
        let two = cores("1,2").expect("settings");
        assert_eq!(two[1].cores(), Some(&usable[..2]));
        for (wrong, words) in [
            ("0,1", "no number"),
            ("one", "no number"),
            ("1,5", "no 5 cores"),
            ("1", "nothing to compare"),
            ("all,4", "nothing to compare"),
            ("", "no number"),
        ] {
            let error = cores(wrong).expect_err(wrong);
            assert!(error.contains(words), "{wrong}: {error}");
        }
        let alone = Setting::of_cores("1,all", &[3]).expect_err("one core");
        assert!(alone.contains("1 core may be used"), "{alone}");
    }

    #[test]
    fn variables_and_arguments_have_values() {
        let threads = Setting::of_variable("THREADS=1,2,4").expect("settings");
        assert_eq!(threads[2].variable(), Some(("THREADS", "4")));
        assert_eq!(threads[2].number(), Some(4.0));
        for wrong in ["THREADS", "=1,2", "THREADS=1", "THREADS=1,1"] {
            assert!(Setting::of_variable(wrong).is_err(), "{wrong}");
        }
        let words = ["tool", "--jobs={}", "{}-{}", "plain"].map(OsString::from);
        let jobs = Setting::of_arguments("1,8", &words).expect("settings");
        assert_eq!(jobs[1].words(&words), ["tool", "--jobs=8", "8-8", "plain"]);
        assert!(Setting::of_arguments("1,8", &words[3..]).is_err());
        assert!(Setting::of_arguments("1,8", &["{}".into()]).is_err());
    }
}
