//! Who may connect: who knows the token, speaks this version, and has an index that is
//! still missing. Whatever else arrives is never read as data.
//!
//! The token keeps strangers out, and programs that were left over. It does not protect
//! against somebody who reads the wire: what follows it is not encrypted.

use std::fmt;
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::time::Instant;

use anyhow::Result;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

use super::socket::Socket;

/// What every greeting begins with.
const MAGIC: &[u8; 8] = b"\x00POM\r\n\x1a\n";

/// The version of all that processes say to each other. Programs of two versions do not
/// work together.
pub const VERSION: u32 = 1;

/// What only the processes of one run know.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token([u8; 32]);

impl Token {
    /// A new one, of the operating system's random numbers.
    pub fn random() -> Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// It, as hexadecimal digits.
    pub fn digits(&self) -> String {
        let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0');
        self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
    }

    /// One that is written as 64 hexadecimal digits.
    pub fn of_digits(text: &str) -> Option<Self> {
        let text = text.trim().as_bytes();
        let digits = text
            .chunks_exact(2)
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
        let bytes: Vec<u8> = digits.collect::<Option<_>>()?;
        (text.len() == 64).then(|| bytes.try_into().map(Self).ok())?
    }
}

/// Nothing that prints a token by accident.
impl fmt::Debug for Token {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Token(…)")
    }
}

/// Who greets: a process of the run, by its index.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its index: 0 has the answer in the end.
    pub index: usize,
    /// What all members know.
    pub token: Token,
    /// The version that it speaks.
    pub version: u32,
}

impl Member {
    /// A member that speaks this version.
    pub fn new(index: usize, token: Token) -> Self {
        Self { index, token, version: VERSION }
    }
}

/// Why somebody was not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It did not say everything in time.
    #[error("it did not greet in time")]
    Silent,
    /// It ended the connection, or the connection broke.
    #[error("it hung up before it had greeted")]
    Gone,
    /// What it said is no greeting.
    #[error("what it said is no greeting")]
    Garbage,
    /// It speaks another version.
    #[error("it speaks version {0}, and this is version {VERSION}")]
    Version(u32),
    /// It does not know the token.
    #[error("it has another token")]
    Token,
    /// There is no such member, or it has to be connected to, not to connect.
    #[error("no member {0} is expected here")]
    Index(u32),
    /// That member is connected.
    #[error("member {0} is connected already")]
    Twice(u32),
}

impl Refusal {
    /// What the one that is refused is told.
    fn code(self) -> u32 {
        match self {
            Self::Silent | Self::Gone | Self::Garbage => 1,
            Self::Version(_) => 2,
            Self::Token => 3,
            Self::Index(_) => 4,
            Self::Twice(_) => 5,
        }
    }
}

/// Why a connection that was made led to nothing.
#[derive(Debug, thiserror::Error)]
pub enum NoWelcome {
    /// Whoever is there refused, which another try would not change.
    #[error("it was refused there: {0}")]
    Refused(&'static str),
    /// The connection broke, or nothing came: that may be different next time.
    #[error("{0}")]
    Broken(#[from] io::Error),
}

const GREETING: usize = 8 + 4 + 4 + 32;

fn greeting(member: &Member, number: u32) -> [u8; GREETING] {
    let mut bytes = [0; GREETING];
    bytes[..8].copy_from_slice(MAGIC);
    bytes[8..12].copy_from_slice(&member.version.to_be_bytes());
    bytes[12..16].copy_from_slice(&number.to_be_bytes());
    bytes[16..].copy_from_slice(&member.token.0);
    bytes
}

/// The version, the number and whether the token is right.
fn read(bytes: &[u8; GREETING], token: &Token) -> Result<(u32, u32, bool), Refusal> {
    let number = |at: usize| {
        u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
    };
    if &bytes[..8] != MAGIC {
        return Err(Refusal::Garbage);
    }
    // As long for a token that is nearly right as for any other.
    let same = bytes[16..].ct_eq(&token.0).into();
    Ok((number(8), number(12), same))
}

/// Hears the greeting of whoever connected, and lets in the member that `claim` says is
/// expected. Returns its index.
pub fn hear(
    socket: &mut Socket,
    here: &Member,
    deadline: Instant,
    claim: impl FnOnce(u32) -> Result<usize, Refusal>,
) -> Result<usize, Refusal> {
    let result = hear_out(socket, here, deadline, claim);
    let code = result.as_ref().err().map_or(0, |refusal| refusal.code());
    let mut reply = greeting(here, code);
    if code != 0 {
        reply[16..].fill(0); // who is refused learns no token
    }
    let told = socket.write_all(&reply);
    result.and_then(|index| told.map(|()| index).map_err(|_| Refusal::Gone))
}

fn hear_out(
    socket: &mut Socket,
    here: &Member,
    deadline: Instant,
    claim: impl FnOnce(u32) -> Result<usize, Refusal>,
) -> Result<usize, Refusal> {
    let mut bytes = [0; GREETING];
    read_by(socket, &mut bytes, deadline).map_err(|error| match error.kind() {
        ErrorKind::TimedOut => Refusal::Silent,
        ErrorKind::InvalidData => Refusal::Garbage,
        _ => Refusal::Gone,
    })?;
    let (version, index, known) = read(&bytes, &here.token)?;
    if version != here.version {
        return Err(Refusal::Version(version));
    }
    if !known {
        return Err(Refusal::Token);
    }
    claim(index)
}

/// Greets whoever listens at the other end, and hears whether one is welcome.
pub fn greet(
    socket: &mut Socket,
    here: &Member,
    deadline: Instant,
) -> Result<(), NoWelcome> {
    socket.write_all(&greeting(here, here.index as u32))?;
    let mut reply = [0; GREETING];
    read_by(socket, &mut reply, deadline)?;
    let Ok((_, code, known)) = read(&reply, &here.token) else {
        return Err(NoWelcome::Refused("what answers there is no member"));
    };
    match code {
        0 if known => Ok(()),
        0 | 3 => Err(NoWelcome::Refused("it has another token")),
        2 => Err(NoWelcome::Refused("it speaks another version")),
        4 => Err(NoWelcome::Refused("no member of this index is expected there")),
        5 => Err(NoWelcome::Refused("a member of this index is connected already")),
        _ => Err(NoWelcome::Refused("it did not understand")),
    }
}

/// Fills the buffer by the deadline, however few bytes come at a time. Whoever begins
/// otherwise than a greeting is not waited for.
fn read_by(socket: &mut Socket, bytes: &mut [u8], deadline: Instant) -> io::Result<()> {
    let mut filled = 0;
    while filled < bytes.len() {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        socket.set_timeout(Some(left))?;
        match socket.read(&mut bytes[filled..]) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(read) => filled += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                return Err(ErrorKind::TimedOut.into());
            }
            Err(error) => return Err(error),
        }
        let said = filled.min(MAGIC.len());
        if bytes[..said] != MAGIC[..said] {
            return Err(ErrorKind::InvalidData.into());
        }
    }
    socket.set_timeout(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_from_sixty_four_digits_and_never_printed() {
        let token =
            Token::of_digits(&format!("{}\n", "0f".repeat(32))).expect("a token");
        assert_eq!(token, Token([15; 32]));
        assert_eq!(format!("{token:?}"), "Token(…)");
        for wrong in ["", "0f", &"0f".repeat(33), &"zz".repeat(32), &"é".repeat(32)] {
            assert_eq!(Token::of_digits(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn two_random_tokens_differ() {
        assert_ne!(Token::random().expect("random"), Token::random().expect("random"));
    }
}
