//! The program itself, from its start to Ctrl-C.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::fixture::{Fixture, ask};

#[test]
fn ctrl_c_and_a_termination_end_the_server_without_an_error() {
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let fixture = Fixture::new();
        fixture.write("book/one.md", "# One\n");
        fixture.write("book/two.md", "# Two\n");
        let mut server = Command::new(env!("CARGO_BIN_EXE_book"))
            .args(["serve", "--no-measure", "--port", "0"])
            .env_remove("BOOK_MEASURE")
            .current_dir(fixture.path(""))
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        let mut lines = BufReader::new(server.stderr.take().expect("a pipe")).lines();
        let address = lines
            .find_map(|line| {
                let line = line.expect("text");
                Some(line.split_once("http://")?.1.to_owned())
            })
            .expect("an address");
        let (host, _) = address.split_once("/#token=").expect("a token");
        let port = host.rsplit_once(':').expect("a port").1.parse().expect("a number");
        assert_eq!(ask(port, "GET", "/", &[("Host", host)], "").status, 200);
        let process = Pid::from_raw(server.id().cast_signed());
        kill(process, signal).expect("sent");
        assert!(server.wait().expect("ended").success(), "{signal}");
    }
}

#[test]
fn a_book_that_is_built_to_be_published_asks_no_server() {
    let fixture = Fixture::new();
    fixture.write("book/one.md", "# One\n");
    fixture.write("book/two.md", "# Two\n");
    fixture.write("book/theme/live.js", "// the strip");
    let status = Command::new(env!("CARGO_BIN_EXE_book"))
        .args(["build", "--dest-dir", "published"])
        .env("BOOK_MEASURE", "never")
        .current_dir(fixture.path(""))
        .status()
        .expect("started");
    assert!(status.success());
    let page =
        std::fs::read_to_string(fixture.path("published/one.html")).expect("built");
    assert!(page.contains("<h1") && !page.contains("live"), "{page}");
}
