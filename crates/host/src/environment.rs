//! The machine, as a record states it.

use std::fs;

use nix::sys::resource::{Resource, getrlimit};
use record::{Environment, Reading};
use sysinfo::{CpuRefreshKind, MemoryRefreshKind, RefreshKind, System};

use crate::limits;

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
        cores_usable: limits::cores_usable(),
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
