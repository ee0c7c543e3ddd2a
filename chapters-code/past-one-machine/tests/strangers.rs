//! Who connects and is no member: refused within the deadline, and the members find each
//! other all the same, or end with a sentence that says what happened.

use std::io::{Read as _, Write as _};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use past_one_machine::cluster::handshake::{self, Member, Refusal, Token, VERSION};
use past_one_machine::cluster::mesh::{self, Mesh};
use past_one_machine::cluster::socket::{Address, Listener, Socket};

/// Far more than any of this takes.
const LONG: Duration = Duration::from_secs(60);

/// A way to listen, with a folder for what it needs.
type Listen = fn(&tempfile::TempDir) -> Listener;

/// The kinds of sockets that there are: each test is about both.
fn listeners() -> (tempfile::TempDir, [Listen; 2]) {
    let folder = tempfile::Builder::new().prefix("pom").tempdir_in("/tmp");
    (
        folder.expect("a folder"),
        [
            |_| Listener::tcp("127.0.0.1:0").expect("a port"),
            |folder| Listener::unix(folder.path(), 0).expect("a short path"),
        ],
    )
}

/// Process 0 waits for the others, and `strangers` come first, with what they know: where
/// it listens, and the token. What they return stays open until all is over.
fn beset<S>(
    strangers: impl Fn(&Address, &Token) -> S,
    others: &[usize],
    members: usize,
    patience: Duration,
    mut check: impl FnMut(Result<Mesh>),
) {
    let (folder, kinds) = listeners();
    for kind in kinds {
        let listener = kind(&folder);
        let address = listener.address().expect("it listens");
        let token = Token::random().expect("random");
        let nowhere = Address::Tcp("127.0.0.1:0".to_owned());
        let mut addresses = vec![address.clone()];
        addresses.resize(members, nowhere);
        let first = {
            let here = Member::new(0, token.clone());
            let deadline = Instant::now() + patience;
            thread::spawn(move || mesh::connect(listener, &addresses, &here, deadline))
        };
        let strange = strangers(&address, &token);
        let friends: Vec<_> = others
            .iter()
            .map(|&index| {
                greeted(&address, &Member::new(index, token.clone())).expect("welcome")
            })
            .collect();
        check(first.join().expect("no panic"));
        drop((strange, friends));
    }
}

fn connected(address: &Address) -> Socket {
    Socket::connect(address, Instant::now() + LONG).expect("it listens")
}

fn greeted(address: &Address, member: &Member) -> Result<Socket, String> {
    let mut socket = connected(address);
    let deadline = Instant::now() + LONG;
    match handshake::greet(&mut socket, member, deadline) {
        Ok(()) => Ok(socket),
        Err(error) => Err(error.to_string()),
    }
}

#[test]
fn who_connects_and_says_nothing_or_half_of_it_keeps_nobody_waiting() {
    let silent = |address: &Address, _: &Token| {
        let mut half = connected(address);
        half.write_all(b"\x00POM\r\n\x1a\n\x00\x00").expect("sent");
        [connected(address), half]
    };
    beset(silent, &[1], 2, LONG, |mesh| {
        let mesh = mesh.expect("connected");
        assert!(matches!(mesh.sockets[..], [None, Some(_)]), "{mesh:?}");
    });
}

#[test]
fn a_wrong_token_is_refused_and_is_told_so_but_learns_none() {
    let wrong = |address: &Address, _: &Token| {
        let other = Member::new(1, Token::random().expect("random"));
        let refused = greeted(address, &other).expect_err("another token");
        assert!(refused.contains("another token"), "{refused}");
    };
    beset(wrong, &[1], 2, LONG, |mesh| {
        assert_eq!(mesh.expect("connected").refused, [Refusal::Token]);
    });
}

#[test]
fn a_refusal_has_no_token_in_it() {
    let wrong = |address: &Address, _: &Token| {
        let mut stranger = connected(address);
        stranger.write_all(b"\x00POM\r\n\x1a\n").expect("sent");
        stranger.write_all(&VERSION.to_be_bytes()).expect("sent");
        stranger.write_all(&[0; 36]).expect("sent");
        let mut reply = [1; 48];
        stranger.read_exact(&mut reply).expect("a reply");
        assert_eq!(reply[16..], [0; 32]);
    };
    beset(wrong, &[1], 2, LONG, |mesh| drop(mesh.expect("connected")));
}

#[test]
fn garbage_is_no_greeting_and_is_not_waited_for() {
    let garbage = |address: &Address, _: &Token| {
        let mut browser = connected(address);
        browser.write_all(b"GET / HTTP/1.1\r\n").expect("sent");
        let mut reply = Vec::new();
        let _ = browser.read_to_end(&mut reply); // until it is closed
    };
    beset(garbage, &[1], 2, LONG, |mesh| {
        assert_eq!(mesh.expect("connected").refused, [Refusal::Garbage]);
    });
}

#[test]
fn a_version_before_is_refused_by_its_number() {
    let before = |address: &Address, token: &Token| {
        let old = Member { version: VERSION - 1, ..Member::new(1, token.clone()) };
        let refused = greeted(address, &old).expect_err("another version");
        assert!(refused.contains("another version"), "{refused}");
    };
    beset(before, &[1], 2, LONG, |mesh| {
        let refused = mesh.expect("connected").refused;
        assert_eq!(refused, [Refusal::Version(VERSION - 1)]);
    });
}

#[test]
fn a_connection_too_many_or_of_nobody_is_refused() {
    let many = |address: &Address, token: &Token| {
        let member = |index| Member::new(index, token.clone());
        let first = greeted(address, &member(1)).expect("welcome");
        for (index, said) in [(1, "already"), (0, "no member"), (9, "no member")] {
            let refused = greeted(address, &member(index)).expect_err("refused");
            assert!(refused.contains(said), "{refused}");
        }
        first
    };
    beset(many, &[2], 3, LONG, |mesh| {
        let mesh = mesh.expect("connected");
        assert_eq!(
            mesh.refused,
            [Refusal::Twice(1), Refusal::Index(0), Refusal::Index(9)]
        );
        assert!(matches!(mesh.sockets[..], [None, Some(_), Some(_)]), "{mesh:?}");
    });
}

#[test]
fn many_who_say_nothing_keep_no_member_out() {
    let crowd = |address: &Address, _: &Token| [(); 20].map(|()| connected(address));
    beset(crowd, &[1], 2, LONG, |mesh| drop(mesh.expect("connected")));
}

#[test]
fn where_a_member_is_missing_a_sentence_says_who_and_who_came_instead() {
    let strangers = |address: &Address, _: &Token| {
        let other = Member::new(1, Token::random().expect("random"));
        drop(greeted(address, &other));
        connected(address)
    };
    beset(strangers, &[], 2, Duration::from_millis(300), |mesh| {
        let error = format!("{:#}", mesh.expect_err("nobody came"));
        for part in
            ["process 1 did not connect in time", "another token", "said nothing"]
        {
            assert!(error.contains(part), "{error}");
        }
    });
}

#[test]
fn who_listens_and_is_no_member_is_not_taken_for_one() {
    let impostor = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = Address::Tcp(impostor.local_addr().expect("bound").to_string());
    let answers = thread::spawn(move || {
        let (mut socket, _) = impostor.accept().expect("somebody");
        let _ = socket.write_all(&[b'x'; 48]);
        socket
    });
    let here = Member::new(1, Token::random().expect("random"));
    let listener = Listener::tcp("127.0.0.1:0").expect("a port");
    let addresses = [address, listener.address().expect("it listens")];
    let deadline = Instant::now() + Duration::from_secs(5);
    let error = mesh::connect(listener, &addresses, &here, deadline);
    let error = format!("{:#}", error.expect_err("no member"));
    assert!(error.contains("cannot reach process 0"), "{error}");
    drop(answers);
}

#[test]
fn bytes_pass_between_members_and_keep_no_timeout() {
    let (folder, kinds) = listeners();
    for kind in kinds {
        let listener = kind(&folder);
        let address = listener.address().expect("it listens");
        let token = Token::random().expect("random");
        let here = Member::new(0, token.clone());
        let addresses = [address.clone(), address.clone()];
        let deadline = Instant::now() + LONG;
        let first =
            thread::spawn(move || mesh::connect(listener, &addresses, &here, deadline));
        let mut friend = greeted(&address, &Member::new(1, token)).expect("welcome");
        let mut mesh = first.join().expect("no panic").expect("connected");
        let socket = mesh.sockets[1].as_mut().expect("a socket");
        socket.write_all(b"after").expect("sent");
        let mut bytes = [0; 5];
        friend.read_exact(&mut bytes).expect("it came");
        assert_eq!(&bytes, b"after");
        let timeout = match socket {
            Socket::Unix(socket) => socket.read_timeout(),
            Socket::Tcp(socket) => socket.read_timeout(),
        };
        assert_eq!(timeout.expect("a socket"), None);
    }
}
