//! The machine, the build, and how quiet it was.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};
use nix::sys::resource::{Resource, UsageWho, getrlimit, getrusage, setrlimit};
use nix::sys::time::TimeValLike as _;
use record::{Build, Conditions, Environment, Reading};
use sysinfo::{CpuRefreshKind, MemoryRefreshKind, RefreshKind, System};

/// What the compiler was told when the chapter was built. [`build!`](crate::build)
/// makes one.
#[derive(Clone, Copy, Debug)]
pub struct BuildFacts {
    /// The hash of the sources.
    pub code: &'static str,
    /// `rustc --version`.
    pub rustc: &'static str,
    /// The target triple.
    pub target: &'static str,
    /// Cargo's `opt-level`.
    pub opt_level: &'static str,
    /// `RUSTFLAGS`.
    pub rustflags: &'static str,
    /// The folder of the chapter's sources, to ask git about.
    pub folder: &'static str,
}

/// The [`BuildFacts`](crate::BuildFacts) of the chapter that calls it, whose
/// `build.rs` must call `fingerprint::emit`.
#[macro_export]
macro_rules! build {
    () => {
        $crate::BuildFacts {
            code: env!("CHAPTER_CODE"),
            rustc: env!("CHAPTER_RUSTC"),
            target: env!("CHAPTER_TARGET"),
            opt_level: env!("CHAPTER_OPT_LEVEL"),
            rustflags: env!("CHAPTER_RUSTFLAGS"),
            folder: env!("CARGO_MANIFEST_DIR"),
        }
    };
}

impl BuildFacts {
    /// These facts, with the state of the checkout that the sources lie in. What
    /// was measured before, under `charts`, makes no checkout dirty: no number
    /// depends on it.
    pub fn in_checkout(&self) -> Build {
        let folder = Path::new(self.folder);
        let changes = ["status", "--porcelain", "--untracked-files=no", "--"];
        let changes = [&changes[..], &[":(top)", ":(top,exclude)charts"]].concat();
        Build {
            git_commit: git(folder, &["rev-parse", "HEAD"]).into(),
            git_dirty: git(folder, &changes).map(|changes| !changes.is_empty()).into(),
            ..self.alone()
        }
    }

    /// These facts without a checkout: enough to tell whether a record is stale.
    pub fn alone(&self) -> Build {
        Build {
            code: self.code.to_owned(),
            rustc: self.rustc.to_owned(),
            target: self.target.to_owned(),
            opt_level: self.opt_level.to_owned(),
            rustflags: self.rustflags.to_owned(),
            git_commit: Reading::unknown("not asked"),
            git_dirty: Reading::unknown("not asked"),
        }
    }
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String> {
    let output =
        match Command::new("git").arg("-C").arg(folder).args(arguments).output() {
            Ok(output) => output,
            Err(error) => bail!("cannot run git: {error}"),
        };
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("git says: {}", said.lines().next().unwrap_or("nothing"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Reads what this machine is.
pub fn environment() -> Environment {
    let known = |value: Option<String>, what: &str| match value {
        Some(value) => Reading::of(value),
        None => Reading::unknown(format!("the operating system does not tell {what}")),
    };
    let system = System::new_with_specifics(
        RefreshKind::nothing()
            .with_cpu(CpuRefreshKind::nothing())
            .with_memory(MemoryRefreshKind::nothing().with_ram()),
    );
    let cpu = system.cpus().first().map(|cpu| cpu.brand().trim().to_owned());
    Environment {
        cpu_model: known(cpu.filter(|name| !name.is_empty()), "the processor's name"),
        cores_online: match system.cpus().len() {
            0 => Reading::unknown("the operating system does not tell"),
            cores => Reading::of(cores as u64),
        },
        cores_usable: cores_usable(),
        memory_bytes: Reading::of(system.total_memory()),
        os: known(System::long_os_version(), "its version"),
        kernel: known(System::kernel_version(), "its kernel"),
        governor: read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"),
        hypervisor: hypervisor(),
        open_files_limit: getrlimit(Resource::RLIMIT_NOFILE)
            .map(|(soft, _)| soft)
            .into(),
    }
}

/// Cores that this process may use: affinity and cgroup limits counted in.
pub fn cores_usable() -> u64 {
    std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64)
}

/// Raises the soft limit on open files to the hard one, for this process and
/// those that it starts, and returns it.
pub fn raise_open_files_limit() -> Result<u64> {
    let (soft, hard) = getrlimit(Resource::RLIMIT_NOFILE)?;
    // macOS says "unlimited" and means less: what is refused stays as it was.
    Ok(if setrlimit(Resource::RLIMIT_NOFILE, hard, hard).is_ok() { hard } else { soft })
}

/// The hard limit on open files: as far as [`raise_open_files_limit`] can go.
pub fn open_files_hard_limit() -> u64 {
    getrlimit(Resource::RLIMIT_NOFILE).map_or(u64::MAX, |(_, hard)| hard)
}

fn read(path: &str) -> Reading<String> {
    match fs::read_to_string(path) {
        Ok(text) => Reading::of(text.trim().to_owned()),
        Err(error) => Reading::unknown(format!("{path}: {error}")),
    }
}

/// The hypervisor's vendor where the processor says that there is one. Only
/// x86 processors say.
fn hypervisor() -> Reading<String> {
    let cpuinfo = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let Some(flags) = cpuinfo.lines().find(|line| line.starts_with("flags")) else {
        return Reading::unknown("this processor does not tell");
    };
    if !flags.split_whitespace().any(|flag| flag == "hypervisor") {
        return Reading::of("none".to_owned());
    }
    let name = ["/sys/hypervisor/type", "/sys/class/dmi/id/sys_vendor"]
        .iter()
        .find_map(|path| read(path).value)
        .filter(|name| !name.is_empty());
    Reading::of(name.unwrap_or_else(|| "unnamed".to_owned()))
}

/// The machine's CPU time so far, in clock ticks: `/proc/stat` (proc_stat(5)).
#[derive(Clone, Copy)]
struct MachineTicks {
    busy: u64,
    stolen: u64,
    all: u64,
}

impl MachineTicks {
    fn now() -> Result<Self> {
        let stat = fs::read_to_string("/proc/stat")?;
        let Some(line) = stat.lines().next() else { bail!("/proc/stat is empty") };
        let ticks: Vec<u64> = line
            .split_whitespace()
            .skip(1)
            .filter_map(|field| field.parse().ok())
            .collect();
        let [user, nice, system, idle, wait, irq, softirq, stolen, ..] = ticks[..]
        else {
            bail!("/proc/stat has too few fields");
        };
        let busy = user + nice + system + irq + softirq;
        Ok(Self { busy, stolen, all: busy + idle + wait + stolen })
    }
}

/// Watches how quiet the machine is while an experiment runs.
pub struct Quietness {
    load_1min_before: Reading<f64>,
    ticks: Result<MachineTicks>,
    own_ns: u64,
}

impl Quietness {
    /// Begins to watch. Right after another experiment, the load before this one
    /// is that one's, and says nothing of the machine.
    pub fn begin(right_after_another: bool) -> Self {
        let load_1min_before = if right_after_another {
            Reading::unknown("another experiment ran until just before")
        } else {
            Reading::of(System::load_average().one)
        };
        Self { load_1min_before, ticks: MachineTicks::now(), own_ns: children_ns() }
    }

    /// What it was like since then. CPU time of the harness's children (samples
    /// and services that have ended by now) is the experiment's own; all other is not.
    pub fn end(self) -> Conditions {
        let shares = || -> Result<(f64, f64)> {
            let (before, after) = (
                self.ticks.as_ref().map_err(|error| anyhow::anyhow!("{error}"))?,
                MachineTicks::now()?,
            );
            let all = after.all.saturating_sub(before.all).max(1) as f64;
            // Linux counts these ticks at 100 a second on every architecture.
            let own = children_ns().saturating_sub(self.own_ns) as f64 / 1e7;
            let others = (after.busy.saturating_sub(before.busy) as f64 - own).max(0.0);
            Ok((others / all, after.stolen.saturating_sub(before.stolen) as f64 / all))
        };
        let (others, stolen) = match shares() {
            Ok((others, stolen)) => (Reading::of(others), Reading::of(stolen)),
            Err(error) => (
                Reading::unknown(error.to_string()),
                Reading::unknown(error.to_string()),
            ),
        };
        Conditions {
            load_1min_before: self.load_1min_before,
            others_cpu_share: others,
            stolen_cpu_share: stolen,
        }
    }
}

fn children_ns() -> u64 {
    let spent = |who| {
        getrusage(who).map_or(0, |usage| {
            (usage.user_time().num_nanoseconds()
                + usage.system_time().num_nanoseconds())
            .unsigned_abs()
        })
    };
    spent(UsageWho::RUSAGE_SELF) + spent(UsageWho::RUSAGE_CHILDREN)
}
