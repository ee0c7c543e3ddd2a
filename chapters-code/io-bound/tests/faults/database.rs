//! What can go wrong on the way to a PostgreSQL is refused before the first
//! sample, or is a row that says so.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Output;
use std::thread;

use record::{FailureKind, Record};

use super::support::{Place, failures, printed, refused, skip};

/// Measures a PostgreSQL at this URL, or at what is none.
fn run(url: &str) -> Output {
    let place = Place::new();
    let output = place.run("database", &format!("--json --database-url {url}"));
    assert!(!place.has_saved(), "a page that describes SQLite shows SQLite");
    output
}

/// Every row is there and has the right answer.
fn check_rows(record: &Record) {
    assert_eq!(failures(record), [""; 0]);
    let rows = io_bound::database::experiment().strategies.len();
    assert_eq!(record.rows.len(), rows);
}

/// A port on which a server of the test's own treats every connection so.
fn server(treat: fn(TcpStream)) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("bound").port();
    // It ends with the test's process.
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || treat(stream));
        }
    });
    port
}

/// Speaks as much of PostgreSQL's protocol as the experiment does. It answers one
/// query, with a wrong value, and closes the connection at the second.
fn close_at_the_second_query(mut stream: TcpStream) {
    let _ = (|| -> std::io::Result<()> {
        const READY: &[u8] = b"Z\0\0\0\x05I";
        const DONE: &[u8] = b"C\0\0\0\x07OK\0";
        // One parameter, an int8 (type 20); one column, another, in binary.
        const PARAMETER: &[u8] = b"t\0\0\0\x0a\0\x01\0\0\0\x14";
        const COLUMN: &[u8] =
            b"T\0\0\0\x1a\0\x01v\0\0\0\0\0\0\0\0\0\0\x14\0\x08\xff\xff\xff\xff\0\x01";
        const ROW: &[u8] = b"D\0\0\0\x12\0\x01\0\0\0\x08\0\0\0\0\0\0\0\0";
        startup(&mut stream)?;
        stream.write_all(b"R\0\0\0\x08\0\0\0\0")?; // AuthenticationOk
        stream.write_all(READY)?;
        let mut queries = 0;
        loop {
            let answer = match message(&mut stream)? {
                b'Q' => [DONE, READY].concat(),
                b'P' => b"1\0\0\0\x04".to_vec(),
                b'D' => [PARAMETER, COLUMN].concat(),
                b'B' => b"2\0\0\0\x04".to_vec(),
                b'E' if queries == 0 => [ROW, DONE].concat(),
                b'S' => READY.to_vec(),
                _ => return Ok(()),
            };
            queries += usize::from(answer.starts_with(b"D"));
            stream.write_all(&answer)?;
        }
    })();
}

/// Says what a PostgreSQL says to a role that it does not know.
fn refuse_the_role(mut stream: TcpStream) {
    let fields = b"SFATAL\0VFATAL\0C28000\0Mrole \"nobody\" does not exist\0\0";
    let length = u32::try_from(fields.len() + 4).expect("short").to_be_bytes();
    let answer = [b"E".as_slice(), &length, fields].concat();
    let _ = startup(&mut stream).and_then(|()| stream.write_all(&answer));
}

/// The first message: its length, and no type. A client that asks for TLS first
/// is told no.
fn startup(stream: &mut TcpStream) -> std::io::Result<()> {
    loop {
        let mut length = [0; 4];
        stream.read_exact(&mut length)?;
        let mut rest = vec![0; u32::from_be_bytes(length) as usize - 4];
        stream.read_exact(&mut rest)?;
        if rest != 80_877_103_u32.to_be_bytes() {
            return Ok(());
        }
        stream.write_all(b"N")?;
    }
}

/// The type of the next message.
fn message(stream: &mut TcpStream) -> std::io::Result<u8> {
    let mut head = [0; 5];
    stream.read_exact(&mut head)?;
    let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]);
    stream.read_exact(&mut vec![0; length as usize - 4])?;
    Ok(head[0])
}

#[test]
fn every_strategy_gets_the_right_answer_from_sqlite() {
    check_rows(&Place::new().record("database", ""));
}

#[test]
fn what_is_no_url_of_a_postgresql_is_refused_with_what_one_looks_like() {
    for url in ["example", "http://localhost/", "postgres://book@localhost:port/db"] {
        let said = refused(&run(url));
        assert!(
            said.contains("is not the URL of a PostgreSQL; one looks like postgres://"),
            "{said}"
        );
    }
    let said = refused(&run("postgres://"));
    assert!(said.contains("names no host"), "{said}");
}

#[test]
fn a_port_where_nobody_listens_is_refused_with_host_and_port_and_what_to_do() {
    // Nobody listens on the first port, and none of the other tests gets it.
    let said = refused(&run("postgres://book:secret@127.0.0.1:1/db"));
    assert!(
        said.contains("cannot connect to a PostgreSQL at 127.0.0.1:1: start one there")
            && said.contains("refused"),
        "{said}"
    );
    assert!(!said.contains("secret"), "{said}");
}

#[test]
fn what_the_server_says_of_a_role_that_it_does_not_know_is_passed_on() {
    let port = server(refuse_the_role);
    let said = refused(&run(&format!("postgres://nobody@127.0.0.1:{port}/db")));
    assert!(said.contains("role \"nobody\" does not exist"), "{said}");
}

#[test]
fn a_server_that_says_nothing_is_given_up() {
    let port = server(|mut stream| {
        // Reads whatever comes, and never answers.
        let _ = std::io::copy(&mut stream, &mut std::io::sink());
    });
    let said = refused(&run(&format!("postgres://book@127.0.0.1:{port}/db")));
    assert!(said.contains("answered as a PostgreSQL within"), "{said}");
}

#[test]
fn a_connection_that_is_dropped_midway_fails_every_row_and_none_hangs() {
    let port = server(close_at_the_second_query);
    let record = printed(&run(&format!("postgres://book@127.0.0.1:{port}/db")));
    for row in &record.rows {
        let failure = row.failures().next().expect("it failed");
        if row.key == "connect-each" {
            // Each of its connections has one query: none was cut off.
            assert_eq!(failure.kind, FailureKind::WrongAnswer, "{failure:?}");
            continue;
        }
        assert_eq!(failure.kind, FailureKind::Error, "{}: {failure:?}", row.key);
        let says_so = ["connection closed", "communicating with the server"];
        let message = &failure.message;
        assert!(says_so.iter().any(|words| message.contains(words)), "{message}");
    }
}

#[test]
fn a_real_postgresql_gives_every_strategy_the_right_answer() {
    let Ok(url) = std::env::var("BOOK_DATABASE_URL") else {
        return skip("BOOK_DATABASE_URL names no PostgreSQL");
    };
    check_rows(&printed(&run(&url)));
}
