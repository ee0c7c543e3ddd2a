//! The server of the site, in a process of its own.
//!
//! A thread for each connection sleeps for the page's latency and then sends what was made
//! before the first request came: it takes as little as can be from the cores that the
//! crawler computes on.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use measure::Service;
use measure::service::Helper;
use record::{Setting, Settings};

use super::Site;

/// The helper process that is the server.
pub const HELPER: &str = "site";

/// The setting that says where it is, such as `http://127.0.0.1:45678`.
const ADDRESS: &str = "site";

/// The server's own URL.
pub fn base(settings: &Settings) -> Result<&str> {
    settings.text(ADDRESS)?.context("no site was started")
}

/// Starts the server of the site for these settings.
pub fn start(settings: &Settings) -> Result<Option<Box<dyn Service>>> {
    let Site { pages, links, words, latency } = Site::of(settings)?;
    let counts = [pages, links, words, latency.as_nanos() as u64];
    let mut arguments = vec!["helper".to_owned(), HELPER.to_owned()];
    arguments.extend(counts.map(|count| count.to_string()));
    Ok(Some(Box::new(Server(Helper::start(arguments)?))))
}

struct Server(Helper);

impl Service for Server {
    fn settings(&self) -> Settings {
        [(ADDRESS.to_owned(), Setting::Text(self.0.ready.clone()))]
            .into_iter()
            .collect()
    }

    fn revive(&mut self) -> Result<Option<String>> {
        self.0.revive()
    }
}

/// The helper process itself. It ends when its standard input closes.
pub fn serve(arguments: &[String]) -> Result<()> {
    let counts: Vec<u64> =
        arguments.iter().map(|one| Ok(one.parse()?)).collect::<Result<_>>()?;
    let [pages, links, words, latency_ns] = counts[..] else {
        anyhow::bail!("the site wants its pages, links, words and latency");
    };
    let latency = Duration::from_nanos(latency_ns);
    println!("{}", open(&Site { pages, links, words, latency })?.base);
    io::copy(&mut io::stdin(), &mut io::sink())?;
    Ok(())
}

/// A server that runs for as long as its process.
pub struct Open {
    /// Its URL.
    pub base: String,
    /// How many pages it was asked for.
    pub asked: Arc<AtomicU64>,
}

/// Opens a server in this process.
pub fn open(site: &Site) -> Result<Open> {
    let answers: Arc<[Answer]> =
        (0..site.pages).map(|page| Answer::of(site, page)).collect();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let base = format!("http://{}", listener.local_addr()?);
    let asked = Arc::<AtomicU64>::default();
    let all = Arc::clone(&asked);
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let (answers, asked) = (Arc::clone(&answers), Arc::clone(&all));
            // An error means that the client has gone.
            thread::spawn(move || answer_all(&connection, &answers, &asked));
        }
    });
    Ok(Open { base, asked })
}

/// All that goes over the connection for a page, and after how long.
struct Answer {
    latency: Duration,
    bytes: Vec<u8>,
}

impl Answer {
    fn of(site: &Site, page: u64) -> Self {
        let (status, html) = if Site::fails(page) {
            ("500 Internal Server Error", String::new())
        } else {
            ("200 OK", site.html(page))
        };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\
             Content-Length: {}\r\n\r\n",
            html.len()
        );
        Self { latency: site.latency(page), bytes: (head + &html).into_bytes() }
    }
}

/// Answers one request after another, until the client closes the connection.
fn answer_all(
    mut connection: &TcpStream,
    answers: &[Answer],
    asked: &AtomicU64,
) -> Result<()> {
    connection.set_nodelay(true)?;
    let mut lines = BufReader::new(connection).lines();
    while let Some(request) = lines.next() {
        let request = request?;
        let page = request
            .strip_prefix("GET /page/")
            .and_then(|rest| rest.split(' ').next()?.parse::<usize>().ok())
            .and_then(|page| answers.get(page));
        while lines.next().transpose()?.is_some_and(|header| !header.is_empty()) {}
        ensure!(page.is_some(), "there is no page {request:?}");
        if let Some(page) = page {
            asked.fetch_add(1, Relaxed);
            thread::sleep(page.latency);
            connection.write_all(&page.bytes)?;
        }
    }
    Ok(())
}
