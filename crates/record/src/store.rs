//! Where records lie, reading them, and writing them so that a crash, a full
//! disk or a second writer never leaves half a record.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use crate::format::{Record, SCHEMA_VERSION};
use crate::machine::MachineName;

/// The folder `charts/`.
#[derive(Clone, Debug)]
pub struct Store {
    root: PathBuf,
}

/// Why a record cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is none.
    #[error("there is no record {0}")]
    Missing(PathBuf),
    /// It is of a version that this program does not know.
    #[error(
        "{path} is a record of version {found}; this program reads version {SCHEMA_VERSION}"
    )]
    UnknownVersion {
        /// The file.
        path: PathBuf,
        /// The version it states.
        found: u64,
    },
    /// It is truncated, or not a record at all, or holds a field that this
    /// program does not know.
    #[error("{path} is not a record that this program understands: {reason}")]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What the parser said.
        reason: String,
    },
    /// The operating system refused.
    #[error("cannot read {path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Its reason.
        source: io::Error,
    },
}

impl ReadError {
    /// Whether there is a file, but not one that can be used.
    pub fn is_unusable(&self) -> bool {
        matches!(self, Self::UnknownVersion { .. } | Self::Corrupt { .. })
    }
}

/// A file could not be written. What was there before is still there.
#[derive(Debug, thiserror::Error)]
#[error(
    "cannot write {path}: {source}. The file that was there before, if any, is untouched"
)]
pub struct WriteError {
    path: PathBuf,
    source: io::Error,
}

/// What a write did.
#[derive(Debug)]
pub struct Written {
    /// The file of the record.
    pub path: PathBuf,
    /// What was there before, where it could not be understood.
    pub set_aside: Option<SetAside>,
}

/// A file that was no record, under its new name.
#[derive(Debug)]
pub struct SetAside {
    /// What is wrong with it.
    pub why: ReadError,
    /// Where it is now.
    pub path: PathBuf,
}

impl Store {
    /// The store in this folder.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The file of one experiment's record on one machine.
    pub fn path(
        &self,
        machine: &MachineName,
        chapter: &str,
        experiment: &str,
    ) -> PathBuf {
        self.root
            .join(machine.as_str())
            .join(chapter)
            .join(format!("{experiment}.json"))
    }

    /// The machines that have a folder here, the reader's own not among them.
    pub fn recorded_machines(&self) -> io::Result<Vec<MachineName>> {
        let mut machines = Vec::new();
        for entry in fs::read_dir(&self.root)? {
            let entry = entry?;
            if entry.file_type()?.is_dir()
                && let Some(Ok(machine)) =
                    entry.file_name().to_str().map(str::parse::<MachineName>)
                && !machine.is_local()
            {
                machines.push(machine);
            }
        }
        machines.sort();
        Ok(machines)
    }

    /// Reads a record.
    pub fn read(
        &self,
        machine: &MachineName,
        chapter: &str,
        experiment: &str,
    ) -> Result<Record, ReadError> {
        read(&self.path(machine, chapter, experiment))
    }

    /// Writes a record in place of the one that is there, if any. What is there
    /// and cannot be understood may be somebody's only copy: it is set aside.
    pub fn write(
        &self,
        machine: &MachineName,
        record: &Record,
    ) -> Result<Written, WriteError> {
        let path = self.path(machine, &record.chapter, &record.experiment);
        let json = json(record)
            .map_err(|error| WriteError { path: path.clone(), source: error.into() })?;
        let set_aside = match read(&path) {
            Err(why) if why.is_unusable() => {
                Some(SetAside { why, path: set_aside(&path)? })
            }
            _ => None,
        };
        replace(&path, &json)?;
        Ok(Written { path, set_aside })
    }
}

/// A record as JSON: compact, but a line a row, so that a changed record of one
/// experiment shows in a diff as the rows that changed.
fn json(record: &Record) -> serde_json::Result<Vec<u8>> {
    let mut json = serde_json::to_string(record)?;
    for (before, after) in [
        ("\"rounds\":[", "\n\"rounds\":["),
        ("\"rows\":[", "\n\"rows\":["),
        ("{\"key\":", "\n{\"key\":"),
        ("\"traces\":[", "\n\"traces\":["),
        ("{\"row\":", "\n{\"row\":"),
    ] {
        // Within a JSON text a quote is escaped, so that these are keys.
        json = json.replace(before, after);
    }
    json.push('\n');
    Ok(json.into_bytes())
}

/// Reads a record from a file, refusing what it does not understand. A record of
/// version 1 is read as one that does not say what it depends on.
pub fn read(path: &Path) -> Result<Record, ReadError> {
    #[derive(Deserialize)]
    struct Version {
        schema_version: Option<u64>,
    }
    let text = fs::read_to_string(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => ReadError::Missing(path.to_owned()),
        io::ErrorKind::InvalidData => corrupt(path, "it is not UTF-8"),
        _ => ReadError::Io { path: path.to_owned(), source },
    })?;
    let Version { schema_version } =
        serde_json::from_str(&text).map_err(|error| corrupt(path, error))?;
    let record = match schema_version {
        None => return Err(corrupt(path, "it has no `schema_version`")),
        Some(1) => from_version_1(&text),
        Some(version) if version == u64::from(SCHEMA_VERSION) => {
            serde_json::from_str(&text)
        }
        Some(found) => {
            return Err(ReadError::UnknownVersion { path: path.to_owned(), found });
        }
    };
    record.map_err(|error| corrupt(path, error))
}

/// Version 1 had the question, which is now in a data file, and one hash of all code.
fn from_version_1(text: &str) -> serde_json::Result<Record> {
    let mut value: Value = serde_json::from_str(text)?;
    value["schema_version"] = SCHEMA_VERSION.into();
    if let Some(record) = value.as_object_mut() {
        record.remove("question");
    }
    if let Some(build) = value.get_mut("build").and_then(Value::as_object_mut) {
        build.remove("code");
        build.insert("depends_on".to_owned(), Value::Object(serde_json::Map::new()));
        build.insert("method".to_owned(), 1.into());
    }
    serde_json::from_value(value)
}

fn corrupt(path: &Path, reason: impl std::fmt::Display) -> ReadError {
    ReadError::Corrupt { path: path.to_owned(), reason: reason.to_string() }
}

/// Replaces a file by a rename, and only where the content differs: whoever
/// watches the folder is not woken for nothing. Makes the folders it needs.
pub fn replace(path: &Path, content: &[u8]) -> Result<(), WriteError> {
    let attempt = || -> io::Result<()> {
        if fs::read(path).is_ok_and(|old| old == content) {
            return Ok(());
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file =
            tempfile::Builder::new().prefix(".unfinished-").tempfile_in(folder)?;
        file.write_all(content)?;
        file.as_file().sync_all()?;
        #[cfg(unix)]
        {
            // A temporary file is private; a record is as readable as its neighbours.
            use std::os::unix::fs::PermissionsExt as _;
            file.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
        }
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    attempt().map_err(|source| WriteError { path: path.to_owned(), source })
}

/// Moves a file aside under a name that is free, and returns that name. An
/// unusable record may still be somebody's only copy: it is never deleted.
pub fn set_aside(path: &Path) -> Result<PathBuf, WriteError> {
    let free = (1..=u32::MAX)
        .map(|number| {
            let mut name = path.as_os_str().to_owned();
            name.push(format!(".set-aside-{number}"));
            PathBuf::from(name)
        })
        .find(|candidate| !candidate.exists())
        .unwrap_or_else(|| path.with_extension("set-aside"));
    fs::rename(path, &free)
        .map_err(|source| WriteError { path: path.to_owned(), source })?;
    Ok(free)
}
