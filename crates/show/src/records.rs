//! Reading records once: a page asks for hundreds of numbers of the same one.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use record::Record;
use record::store::{self, ReadError};

/// When a file was changed, and its length: another content is told by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stamp(Option<(SystemTime, u64)>);

impl Stamp {
    /// The stamp of a file, also of one that is not there.
    pub fn of(path: &Path) -> Self {
        let stamp = path.metadata().and_then(|data| Ok((data.modified()?, data.len())));
        Self(stamp.ok())
    }

    /// Whether the file may have been changed after `time`: file systems round.
    pub(crate) fn may_be_after(&self, time: SystemTime) -> bool {
        self.0
            .is_some_and(|(modified, _)| modified + Duration::from_millis(100) >= time)
    }
}

type Cache = Mutex<HashMap<PathBuf, (Stamp, Arc<Record>)>>;

/// Reads the record in a file, unless it was read before and has not changed since.
pub fn read(path: &Path) -> Result<Arc<Record>, ReadError> {
    static READ: LazyLock<Cache> = LazyLock::new(Mutex::default);
    let stamp = Stamp::of(path);
    let known = || READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((then, record)) = known().get(path)
        && *then == stamp
    {
        return Ok(Arc::clone(record));
    }
    let record = Arc::new(store::read(path)?);
    known().insert(path.to_owned(), (stamp, Arc::clone(&record)));
    Ok(record)
}
