//! Settings. Flags win over the environment, that over the file, that over the defaults.

use serde::Deserialize;
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket},
    path::{Path, PathBuf},
};

/// How logs are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum LogFormat {
    /// Lines for people.
    #[default]
    Text,
    /// Lines of JSON for programs.
    Json,
}

/// Everything that can be set.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The data folder.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Address for join links, `HOST:PORT`; `None` means: guess it.
    pub public: Option<String>,
    /// A second folder for backups, on another disk.
    pub backups: Option<PathBuf>,
    /// How logs are written.
    pub log_format: LogFormat,
    /// What is logged: a level, or filters as `tracing` has them.
    pub log_level: String,
    /// How the store is opened; anything but the default is for tests.
    pub store: store::Settings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data: PathBuf::from("campboard-data"),
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 7750),
            public: None,
            backups: None,
            log_format: LogFormat::Text,
            log_level: "info".to_owned(),
            store: store::Settings::default(),
        }
    }
}

/// What `default-config` prints.
pub const DEFAULT_CONFIG: &str = include_str!("default-config.toml");

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadSettings {
    /// The file cannot be read.
    #[error("read the settings in {}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The cause.
        #[source]
        source: std::io::Error,
    },
    /// The file is not TOML, or has something unknown in it.
    #[error("understand the settings in {}: compare with `campboard-server default-config`", .path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The cause.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// An unknown log level.
    #[error("{0:?} is no log level: use error, warn, info, debug or trace")]
    Level(String),
    /// A public address that cannot stand in a join link.
    #[error("the public address cannot be used")]
    Public(#[source] shared::invite::BadLink),
}

/// What a flag, the environment or a file says; `None` means nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Partial {
    /// The data folder.
    pub data: Option<PathBuf>,
    /// Where to listen.
    pub listen: Option<SocketAddr>,
    /// Address for join links.
    pub public: Option<String>,
    /// A second folder for backups.
    pub backups: Option<PathBuf>,
    /// How logs are written.
    pub log_format: Option<LogFormat>,
    /// What is logged.
    pub log_level: Option<String>,
    /// Pages of the store, to try a full disk.
    #[serde(skip)]
    pub store_pages_max: Option<u32>,
}

impl Partial {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, BadSettings> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| BadSettings::Unreadable { path: path.to_owned(), source })?;
        toml::from_str(&text).map_err(|source| BadSettings::Malformed {
            path: path.to_owned(),
            source: Box::new(source),
        })
    }

    /// Fills what is not said from `lower`.
    pub fn or(self, lower: Self) -> Self {
        Self {
            data: self.data.or(lower.data),
            listen: self.listen.or(lower.listen),
            public: self.public.or(lower.public),
            backups: self.backups.or(lower.backups),
            log_format: self.log_format.or(lower.log_format),
            log_level: self.log_level.or(lower.log_level),
            store_pages_max: self.store_pages_max.or(lower.store_pages_max),
        }
    }

    /// Fills what is not said with the defaults.
    pub fn settings(self) -> Result<Settings, BadSettings> {
        let default = Settings::default();
        if let Some(public) = &self.public {
            let event = shared::ids::EventId([0; 32]);
            shared::invite::JoinLink::new(public, event, [0; 16]).map_err(BadSettings::Public)?;
        }
        Ok(Settings {
            data: self.data.unwrap_or(default.data),
            listen: self.listen.unwrap_or(default.listen),
            public: self.public,
            backups: self.backups,
            log_format: self.log_format.unwrap_or(default.log_format),
            log_level: self.log_level.unwrap_or(default.log_level),
            store: store::Settings { max_pages: self.store_pages_max, ..default.store },
        })
    }
}

impl Settings {
    /// Address for join links of a server that listens at `listen`.
    #[must_use]
    pub fn public_address(&self, listen: SocketAddr) -> String {
        if let Some(public) = &self.public {
            return public.clone();
        }
        let ip = if listen.ip().is_unspecified() {
            outward_ip().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))
        } else {
            listen.ip()
        };
        SocketAddr::new(ip, listen.port()).to_string()
    }
}

/// The address of this machine by which it would reach others. Connecting a UDP socket only looks
/// up the route: nothing is sent. The address belongs to a block reserved for documentation.
fn outward_ip() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let ip = socket.local_addr().ok()?.ip();
    (!ip.is_unspecified()).then_some(ip)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_settings_are_the_defaults() {
        let read: Partial = toml::from_str(DEFAULT_CONFIG).unwrap();
        let (read, default) = (read.settings().unwrap(), Settings::default());
        assert_eq!(
            (&read.data, read.listen, &read.public, read.log_format, &read.log_level),
            (
                &default.data,
                default.listen,
                &default.public,
                default.log_format,
                &default.log_level
            )
        );
        // Every line that is commented out is a setting too.
        let all = DEFAULT_CONFIG.replace("#public", "public").replace("#backups", "backups");
        let all = toml::from_str::<Partial>(&all).unwrap();
        assert!(all.public.is_some() && all.backups.is_some());
    }

    #[test]
    fn the_higher_says_and_the_lower_fills() {
        let high: Partial = toml::from_str("log-level = 'warn'").unwrap();
        let low: Partial = toml::from_str("log-level = 'debug'\nlog-format = 'json'").unwrap();
        let settings = high.or(low).settings().unwrap();
        assert_eq!(settings.log_level, "warn");
        assert_eq!(settings.log_format, LogFormat::Json);
    }

    #[test]
    fn what_cannot_be_used_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("camp.toml");
        assert!(matches!(Partial::read(&path), Err(BadSettings::Unreadable { .. })));
        std::fs::write(&path, "lisen = '0.0.0.0:1'").unwrap();
        let error = Partial::read(&path).unwrap_err();
        assert!(matches!(error, BadSettings::Malformed { .. }));
        assert!(error.to_string().contains("camp.toml"), "{error}");
        let wrong: Partial = toml::from_str("public = 'hall.example'").unwrap();
        assert!(matches!(wrong.settings(), Err(BadSettings::Public(_))));
    }

    #[test]
    fn a_link_never_names_the_address_of_everywhere() {
        let settings = Settings::default();
        let guessed = settings.public_address(settings.listen);
        assert!(!guessed.starts_with("0.0.0.0") && guessed.ends_with(":7750"), "{guessed}");
        let local: SocketAddr = "[::1]:80".parse().unwrap();
        assert_eq!(settings.public_address(local), "[::1]:80");
    }
}
