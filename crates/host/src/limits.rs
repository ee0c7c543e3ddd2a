//! How many cores and open files a process may use.

use nix::sys::resource::{Resource, getrlimit, setrlimit};

/// Cores that this process may use: affinity and cgroup limits counted in.
pub fn cores_usable() -> u64 {
    std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64)
}

/// Raises the soft limit on open files to the hard one, for this process and
/// those that it starts, and returns it.
pub fn raise_open_files_limit() -> nix::Result<u64> {
    let (soft, hard) = getrlimit(Resource::RLIMIT_NOFILE)?;
    // macOS says "unlimited" and means less: what is refused stays as it was.
    Ok(if setrlimit(Resource::RLIMIT_NOFILE, hard, hard).is_ok() { hard } else { soft })
}

/// The hard limit on open files: as far as [`raise_open_files_limit`] can go.
pub fn open_files_hard_limit() -> u64 {
    getrlimit(Resource::RLIMIT_NOFILE).map_or(u64::MAX, |(_, hard)| hard)
}
