//! The built book, for the tests in `tests/`, which `cargo xtask test` runs once
//! the book is built:
//!
//! - `browser`: every page in Chromium, in every theme, on a desktop and a phone
//! - `links`: no link of the book leads nowhere
//! - `prose`: no measured number is typed in the prose
//! - `pictures`: what is drawn by hand says what it shows, and stands where it should
//! - `snapshot`: what is on the page, numbers masked
//! - `readme`: the charts of `README.md` are those of the records

use std::env;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::thread;

use tower_http::services::ServeDir;

/// The book's themes.
pub const THEMES: [&str; 5] = ["light", "rust", "coal", "navy", "ayu"];

/// The folder of the built book that this environment variable names.
///
/// # Panics
///
/// If it is not set: the tests that need it are run by `cargo xtask test`.
pub fn folder(variable: &str) -> PathBuf {
    match env::var_os(variable) {
        Some(folder) => folder.into(),
        None => panic!("{variable} is not set: run `cargo xtask test`"),
    }
}

/// The pages with content of their own: not the copies that mdBook makes.
pub fn pages(folder: &Path) -> Vec<String> {
    let copies = ["index.html", "print.html", "toc.html", "404.html"];
    let mut pages: Vec<String> = std::fs::read_dir(folder)
        .expect("the book is built")
        .filter_map(|entry| entry.expect("readable").file_name().into_string().ok())
        .filter(|name| Path::new(name).extension().is_some_and(|kind| kind == "html"))
        .filter(|name| !copies.contains(&name.as_str()))
        .collect();
    pages.sort();
    assert!(!pages.is_empty());
    pages
}

/// Serves a folder on the loopback until the process ends; returns the URL.
pub fn serve(folder: PathBuf) -> String {
    let listener =
        std::net::TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
            .expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("bound"));
    listener.set_nonblocking(true).expect("a socket");
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let listener =
                tokio::net::TcpListener::from_std(listener).expect("a listener");
            let files = axum::Router::new().fallback_service(ServeDir::new(folder));
            axum::serve(listener, files).await
        })
    });
    url
}
