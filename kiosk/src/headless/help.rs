//! What `campboard-kiosk headless --help` and `help` teach.

/// The commands, for people.
pub const HELP: &str = r#"Commands, one a line; each is answered by one line of JSON with "ok":true, or
with "ok":false and "error":"a sentence". The first line, with "ready":true, comes by itself.
Words with spaces stand in "double quotes"; inside them \" \\ and \n may be used.
A session, room or day is named by its title or name, by "Saturday" or 2026-06-20 for a day, or by
the first digits of its id (four or more). A slot is "Saturday 10:30", "2026-06-20 10:30" or an id.

Looking
  status                        state of the data, outbox, role, event, heads, digests, logs, notices
  view                          the whole schedule and the clashes
  digest                        heads, digests of the records, SHA-256 of the view: equal on every
                                device that has the same
  sessions, shelf               sessions; those that wait for a place
  rooms, slots, days            the plan
  clashes                       what needs a human, with the numbers of its answers
  moves                         what happened to sessions, the oldest first
  history [COUNT]               the latest acts (50), the oldest first: who, when, what kind
  board-at TIME|EDIT            the schedule as it was, and what differs from then to now. TIME is
                                "2026-06-20 11:30" at the event, start or now; EDIT the first
                                digits of an edit in history
  help                          this

Joining
  join LINK [LABEL]             keeps the invite; it is redeemed when the server is in reach
  person NAME                   whose edits the following ones are (nobody's, if it is not typed)

Editing; an edit is on the disk before it is answered
  pitch TITLE [host NAME]…      a new session on the shelf
  edit SESSION FIELD VALUE      FIELD: title, text, format, language, stream, hosts (Ann, Bob) or
                                links (addresses with spaces between); stream none: in no stream
  rename NAME NEW-NAME          puts the name of a person right, in all their sessions
  place SESSION SLOT ROOM[,ROOM…]
  place SESSION DAY HH:MM MINUTES ROOM[,ROOM…]
  shelf SESSION                 back to the shelf
  swap SESSION SESSION          each takes the other's place
  cancel SESSION, uncancel SESSION, withdraw SESSION, unwithdraw SESSION
  pin SESSION, unpin SESSION    to be moved only after a question; moved freely again
  merge SESSION SESSION         makes the first a part of the second, which keeps both hosts
  unmerge SESSION               makes a part a session of its own again
  full SESSION, free SESSION    no more people fit in; they do again
  announce TEXT [WELSH]         on every screen, until it is undone
  close-room ROOM, open-room ROOM
  hide SESSION, show SESSION    for a pitch that must not be seen
  dot SESSION, undot SESSION    interest, and taking it back
  undo [SET] [keep]             undoes the latest edit of this device, or the set; keep: leaves what
                                others changed since
  back-to TIME|EDIT [day DAY|room ROOM|session SESSION|person NAME|device NAME] [preview]
                                brings back the board, or a part of it, as it was then, or takes
                                back what a person or device did since; as one edit. preview: only
                                says what would change
  answer CLASH NUMBER           gives a clash one of its answers
  settle CLASH                  says that a clash is fine as it is

Planning, for organisers
  event name|zone|venue|info VALUE
  day add DATE [NAME]           DATE: 2026-06-20
  stream add NAME
  slot add DAY HH:MM MINUTES
  slot SLOT remove|restore
  shift DAY HH:MM MINUTES       what begins then or later goes by so many minutes (-15: earlier),
                                as one edit; sessions stay in their slots
  room add NAME [CAPACITY]
  room ROOM name|way|marks|capacity VALUE
  room ROOM remove|restore

The server, for organisers and volunteers
  serve [WORDS…]                makes this kiosk the server; WORDS: the 24 words of the root key or
                                of a spare, where this kiosk has none. status tells the link to it
  serve stop                    it is a kiosk again
  get-ready WORDS…              makes a spare of this kiosk: serve needs no words from then on
  carry FILE                    writes the whole board into a file, for a stick
  take FILE                     takes what such a file holds and this kiosk lacks
  proof                         what is here, which devices are identical, and what others may
                                still hold
  backups                       the backups that the server told of; not_back: why it did not go
                                back to one
  go-back BACKUP                the server goes back to a backup, as an organiser asks; BACKUP: its
                                at_ms in backups. That it did is seen there: it makes one of what
                                it has before, with the why restore

The devices, for organisers
  devices                       each device: its key, how it stands, what it says of itself, what it
                                was told
  tell DEVICE place WORDS       where it stands; DEVICE: its key, as devices prints it
  tell DEVICE idle as-started|wall|large-wall|board|moved
  tell DEVICE message MINUTES WORDS
  tell DEVICE quiet             takes its message down
  tell DEVICE rehearse MINUTES  it does as if the server were gone
  tell DEVICE end               its rehearsal is over
  revoke DEVICE                 it has no role any longer, and is shut out
  end-rehearsal                 ends what this device rehearses

Waiting, so that scripts need no sleeps
  wait saved|connected|synced|offline [SECONDS]
                                answers when it is so, or refuses after SECONDS (30); synced:
                                connected, up to date, and nothing here that the server lacks
  quit                          ends
"#;

#[cfg(test)]
mod tests {
    #[test]
    fn the_guide_has_the_same_commands() {
        let guide = include_str!("../../../docs/headless.md");
        assert!(guide.contains(super::HELP));
    }
}
