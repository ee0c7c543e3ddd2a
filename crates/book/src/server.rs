//! The book over HTTP, to this machine and nobody else.
//!
//! # Layout
//!
//! - `guard`: who is let in
//! - `routes`: the pages, and the routes that change something
//! - `run`: the one route that runs something
//! - `live`: the events that an open page listens to

mod guard;
mod live;
mod routes;
mod run;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::SystemTime;

use anyhow::{Context as _, Result, bail};
use notify::RecommendedWatcher;
use tokio::sync::watch;

use crate::checkout::Checkout;
use crate::mode::Mode;
use crate::numbers::Open;
use crate::pages::Builder;
use crate::status::Site;
use crate::watch as edits;
use crate::worker::{Event, Worker};

/// How many ports are tried, from the one that is asked for.
const PORTS: u16 = 100;

/// What is served, and how.
pub struct Options {
    /// The book.
    pub checkout: Checkout,
    /// Whose numbers are shown.
    pub mode: Mode,
    /// Whether what is stale is measured.
    pub measures: bool,
    /// The port; if it is in use, the next free one. With 0 any free one.
    pub port: u16,
    /// How the records are opened.
    pub open: Open,
}

/// A server that has its port, and serves nobody yet.
pub struct Server {
    listeners: Vec<TcpListener>,
    port: u16,
    token: guard::Token,
    site: watch::Sender<Site>,
    worker: Worker,
    sender: Sender<Event>,
    events: Receiver<Event>,
    _watcher: Option<RecommendedWatcher>,
}

/// Ends a server, from any thread.
#[derive(Clone)]
pub struct Stop(Sender<Event>);

impl Stop {
    /// Interrupts what is measured, which keeps what is finished, and ends the server.
    /// A second time: kills it.
    pub fn stop(&self) {
        let _ = self.0.send(Event::Stop);
    }
}

impl Server {
    /// Takes the port.
    pub fn bind(options: Options) -> Result<Self> {
        let Options { checkout, mode, measures, port, open } = options;
        if mode == Mode::Always {
            bail!(
                "BOOK_MEASURE=always measures everything at each build, and a server builds often; \
                 leave it unset, or use it with `mdbook build`"
            );
        }
        let (listeners, port) = listen(port)?;
        let (sender, events) = mpsc::channel();
        let start = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
        let start = format!("{:x}", start.as_millis());
        let site = watch::Sender::new(Site { start, ..Site::default() });
        // Before the first build reads the files, so that no edit is missed.
        let watcher = edits::start(&checkout.root, sender.clone(), Event::Changed);
        let watcher = watcher.inspect_err(|error| {
            eprintln!("warning: {error:#}; edits will be seen when the server is started again");
        });
        let folder = checkout.root.join(format!("target/serve/{port}"));
        let builder = Builder::new(&checkout.root, &folder);
        let worker = Worker::new(
            checkout,
            mode,
            measures,
            open,
            builder,
            site.clone(),
            sender.clone(),
        )?;
        let token = guard::Token::random()?;
        Ok(Self {
            listeners,
            port,
            token,
            site,
            worker,
            sender,
            events,
            _watcher: watcher.ok(),
        })
    }

    /// The port that it has.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address to open. It holds, where no server and no other site sees it, what
    /// a page needs to run, or to pause, measurements.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/#token={}", self.port, self.token.as_str())
    }

    /// What ends it.
    pub fn stop(&self) -> Stop {
        Stop(self.sender.clone())
    }

    /// Builds the pages, calls `opened`, and serves and measures until it is stopped.
    pub fn run(mut self, opened: impl FnOnce()) -> Result<()> {
        self.worker.begin();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .context("cannot start the server")?;
        let state = routes::State {
            site: self.site.subscribe(),
            events: self.sender,
            guard: Arc::new(guard::Guard::new(self.port, self.token)),
        };
        // Whoever may reach this server from elsewhere runs nothing on it.
        let is_on_loopback = |one: &TcpListener| {
            one.local_addr().is_ok_and(|address| address.ip().is_loopback())
        };
        let runs = self.listeners.iter().all(is_on_loopback);
        let router = routes::router(state, runs);
        for listener in self.listeners {
            listener.set_nonblocking(true)?;
            let _entered = runtime.enter();
            let listener = tokio::net::TcpListener::from_std(listener)?;
            runtime.spawn(axum::serve(listener, router.clone()).into_future());
        }
        opened();
        self.worker.run(&self.events);
        // Open pages listen without end, so nobody waits for them.
        runtime.shutdown_background();
        Ok(())
    }
}

/// Listens on the loopback addresses, on the first port from `port` that is free.
fn listen(port: u16) -> Result<(Vec<TcpListener>, u16)> {
    let last = if port == 0 { 0 } else { port.saturating_add(PORTS) };
    for candidate in port..=last {
        match TcpListener::bind(SocketAddr::new(
            IpAddr::V4(Ipv4Addr::LOCALHOST),
            candidate,
        )) {
            Ok(listener) => {
                let free = listener.local_addr()?.port();
                // A browser may take `localhost` for this one. Where there is no
                // IPv6, it will not.
                let sixth = SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), free);
                let listeners = [Some(listener), TcpListener::bind(sixth).ok()];
                if port != 0 && free != port {
                    eprintln!(
                        "Port {port} is in use; this is the next free one: {free}."
                    );
                }
                return Ok((listeners.into_iter().flatten().collect(), free));
            }
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {}
            Err(error) => {
                return Err(error).with_context(|| {
                    format!(
                        "cannot listen on 127.0.0.1:{candidate}; try another --port"
                    )
                });
            }
        }
    }
    bail!("all ports from {port} to {last} are in use; try another --port")
}
