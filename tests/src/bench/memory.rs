//! The most memory that this process had.

use serde_json::Value;
use std::fs;

/// What it is called beside a figure: the system does not get back at once what earlier figures took.
pub(super) const PEAK: &str = "peak MiB, with what was left of earlier figures";

/// The most memory since [`Peak::begin`], that of before included.
pub(super) struct Peak(());

impl Peak {
    pub(super) fn begin() -> Self {
        // Only Linux knows the file; without it the peak is that of the whole run.
        let _ = fs::write("/proc/self/clear_refs", "5");
        Self(())
    }

    /// In MiB; a system that does not say gives nothing.
    pub(super) fn mib(&self) -> Value {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        peak_kib(&status).map_or(Value::Null, |kib| (kib / 1_024).into())
    }
}

fn peak_kib(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_read_where_the_system_says_it() {
        assert_eq!(peak_kib("Name:\tbench\nVmHWM:\t   20480 kB\nVmRSS:\t 9 kB\n"), Some(20_480));
        assert_eq!(peak_kib("Name:\tbench\n"), None);
        let memory = Peak::begin();
        let ballast = vec![7_u8; 32 << 20];
        assert!(ballast.iter().all(|byte| *byte == 7));
        assert!(memory.mib().as_u64().is_none_or(|mib| mib >= 32), "{}", memory.mib());
    }
}
