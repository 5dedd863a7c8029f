//! What of a session is searched.

use super::{Names, fold};
use foldhash::fast::RandomState;
use shared::{
    ids::{DayId, PersonId, RoomId, SessionId, StreamId},
    schedule::{Placement, Schedule, Session, Span},
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// Where a word stands, the most telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Title,
    Host,
    /// Room, stream, tag, format or day.
    Place,
    Text,
}

/// The number of a word.
type Number = u32;

/// All words that stand anywhere.
#[derive(Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<Arc<str>, Number, RandomState>,
    words: Vec<Arc<str>>,
    /// In which text each word was met last, by their numbers.
    met: Vec<u64>,
    texts: u64,
}

impl Vocabulary {
    fn number(&mut self, word: &str) -> Number {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = Number::try_from(self.words.len()).unwrap_or(Number::MAX);
        let word: Arc<str> = word.into();
        self.words.push(Arc::clone(&word));
        self.numbers.insert(word, number);
        number
    }

    fn numbers(&mut self, text: &str) -> Vec<Number> {
        let mut numbers = Vec::new();
        fold::each_word(text, |word, _| numbers.push(self.number(word)));
        numbers
    }

    /// Another text begins: every word is new in it.
    fn begin(&mut self) {
        self.texts += 1;
    }

    /// The number of a word that has not been met in this text before.
    fn first(&mut self, word: &str) -> Option<Number> {
        let number = self.number(word);
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        if self.met.len() < self.words.len() {
            self.met.resize(self.words.len(), 0);
        }
        let met = self.met.get_mut(at)?;
        let is_new = std::mem::replace(met, self.texts) != self.texts;
        is_new.then_some(number)
    }

    pub(super) fn words(&self) -> &[Arc<str>] {
        &self.words
    }
}

/// A session, as it is searched.
pub(super) struct Entry {
    /// What was read: as long as it is the same, so are its words.
    session: Arc<Session>,
    /// Words of the session itself, each once.
    own: Vec<(Number, Field)>,
    /// Words of what surrounds it: hosts, room, stream, day.
    around: Vec<(Number, Field)>,
    pub(super) span: Option<Span>,
}

impl Entry {
    pub(super) fn words(&self) -> impl Iterator<Item = (usize, Field)> {
        let all = self.own.iter().chain(&self.around);
        all.map(|(number, field)| (usize::try_from(*number).unwrap_or(usize::MAX), *field))
    }

    pub(super) fn session(&self) -> &Session {
        &self.session
    }
}

/// Reads sessions; remembers the words of what many of them share.
pub(super) struct Reader<'a> {
    schedule: &'a Schedule,
    names: &'a dyn Names,
    vocabulary: &'a mut Vocabulary,
    rooms: BTreeMap<RoomId, Vec<Number>>,
    streams: BTreeMap<StreamId, Vec<Number>>,
    people: BTreeMap<PersonId, Vec<Number>>,
    days: BTreeMap<DayId, Vec<Number>>,
    formats: BTreeMap<String, Vec<Number>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        schedule: &'a Schedule,
        names: &'a dyn Names,
        vocabulary: &'a mut Vocabulary,
    ) -> Self {
        Self {
            schedule,
            names,
            vocabulary,
            rooms: BTreeMap::new(),
            streams: BTreeMap::new(),
            people: BTreeMap::new(),
            days: BTreeMap::new(),
            formats: BTreeMap::new(),
        }
    }

    /// The entry of a session; `before` is what was read of it last time.
    pub(super) fn read(
        &mut self,
        id: SessionId,
        session: &Arc<Session>,
        before: Option<Entry>,
    ) -> Entry {
        let same = before.filter(|entry| Arc::ptr_eq(&entry.session, session));
        let own = match same {
            Some(entry) => entry.own,
            None => self.own(session),
        };
        let span = self.schedule.span(&session.placement.value);
        let around = self.around(id, session, span);
        Entry { session: Arc::clone(session), own, around, span }
    }

    fn own(&mut self, session: &Session) -> Vec<(Number, Field)> {
        let mut words = Vec::with_capacity(session.text.value.len() / 6);
        let vocabulary = &mut *self.vocabulary;
        vocabulary.begin();
        // From where a word tells most to where it tells least: the first time counts.
        let mut add = |text: &str, field| {
            fold::each_word(text, |word, _| {
                words.extend(vocabulary.first(word).map(|number| (number, field)));
            });
        };
        add(&session.title.value, Field::Title);
        for tag in &session.tags.value {
            add(tag, Field::Place);
        }
        add(&session.text.value, Field::Text);
        words
    }

    fn around(
        &mut self,
        id: SessionId,
        session: &Session,
        span: Option<Span>,
    ) -> Vec<(Number, Field)> {
        let mut words = Vec::new();
        self.hosts(session, &mut words);
        if let Placement::At { rooms, .. } = &session.placement.value {
            for room in rooms {
                words.extend(self.room(*room).iter().map(|word| (*word, Field::Place)));
            }
        }
        if let Some(stream) = session.stream.value {
            words.extend(self.stream(stream).iter().map(|word| (*word, Field::Place)));
        }
        words.extend(self.format(&session.format.value).iter().map(|word| (*word, Field::Place)));
        if let Some(span) = span {
            words.extend(self.day(span.day).iter().map(|word| (*word, Field::Place)));
        }
        let schedule = self.schedule;
        for part in schedule.parts.get(&id).into_iter().flatten() {
            if let Some(part) = schedule.sessions.get(part) {
                let title = self.vocabulary.numbers(&part.title.value);
                words.extend(title.into_iter().map(|word| (word, Field::Title)));
                self.hosts(part, &mut words);
            }
        }
        once_each(words)
    }

    fn hosts(&mut self, session: &Session, words: &mut Vec<(Number, Field)>) {
        let Self { schedule, vocabulary, people, .. } = self;
        for person in &session.hosts.value {
            let name = people.entry(*person).or_insert_with(|| {
                schedule.people.get(person).map(|name| vocabulary.numbers(name)).unwrap_or_default()
            });
            words.extend(name.iter().map(|word| (*word, Field::Host)));
        }
    }

    fn room(&mut self, room: RoomId) -> &[Number] {
        let Self { schedule, vocabulary, rooms, .. } = self;
        rooms.entry(room).or_insert_with(|| {
            let Some(room) = schedule.rooms.get(&room) else { return Vec::new() };
            let both = [&room.name.value, &room.name_cy.value];
            both.into_iter().flat_map(|name| vocabulary.numbers(name)).collect()
        })
    }

    fn stream(&mut self, stream: StreamId) -> &[Number] {
        let Self { schedule, vocabulary, streams, .. } = self;
        streams.entry(stream).or_insert_with(|| {
            let Some(stream) = schedule.streams.get(&stream) else { return Vec::new() };
            let both = [&stream.name.value, &stream.name_cy.value];
            both.into_iter().flat_map(|name| vocabulary.numbers(name)).collect()
        })
    }

    fn day(&mut self, day: DayId) -> &[Number] {
        let Self { schedule, names, vocabulary, days, .. } = self;
        days.entry(day).or_insert_with(|| {
            let named = names.day(schedule, day);
            named.iter().flat_map(|name| vocabulary.numbers(name)).collect()
        })
    }

    fn format(&mut self, format: &str) -> &[Number] {
        let Self { names, vocabulary, formats, .. } = self;
        if format.is_empty() {
            return &[];
        }
        formats.entry(format.to_owned()).or_insert_with(|| {
            names.format(format).iter().flat_map(|name| vocabulary.numbers(name)).collect()
        })
    }
}

/// Each word once, where it tells most.
fn once_each(mut words: Vec<(Number, Field)>) -> Vec<(Number, Field)> {
    words.sort_unstable();
    words.dedup_by_key(|(word, _)| *word);
    words
}

/// A time as it is typed, without what stands between the digits: 14:30 is `1430` and `230pm`, 9:00
/// is `0900`, `900`, `900am` and `9am`.
pub(super) fn time_words(minute: u32) -> Vec<String> {
    let (hour, minute) = (minute / 60 % 24, minute % 60);
    let half = if hour < 12 { "am" } else { "pm" };
    let short = (hour + 11) % 12 + 1;
    let mut words = vec![format!("{hour:02}{minute:02}"), format!("{short}{minute:02}{half}")];
    if hour < 10 {
        words.push(format!("{hour}{minute:02}"));
    }
    if minute == 0 {
        words.push(format!("{short}{half}"));
    }
    words
}
