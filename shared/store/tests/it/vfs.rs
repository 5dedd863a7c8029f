//! A disk in memory under SQLite, on which faults happen where a test wants them.
//!
//! What was written and not synced is kept apart, in pieces that never cross a sector. At a power
//! cut any of these pieces may have reached the disk, whatever their order was.

#![expect(unsafe_code, reason = "SQLite calls its file system through C pointers")]

mod state;

use rusqlite::ffi;
pub use state::Fault;
use state::{SECTOR_BYTES, State};
use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

const PATH_BYTES_MAX: c_int = 512;

/// The disk, registered with SQLite under [`Disk::vfs`] until it is dropped.
pub struct Disk {
    vfs: *mut ffi::sqlite3_vfs,
    name: CString,
    state: *mut Mutex<State>,
}

impl Disk {
    pub fn new(seed: u64) -> Self {
        static DISKS: AtomicU64 = AtomicU64::new(0);
        let name = format!("disk {}", DISKS.fetch_add(1, Ordering::Relaxed));
        let name = CString::new(name).unwrap();
        let state = Box::into_raw(Box::new(Mutex::new(State::new(seed))));
        let vfs = Box::into_raw(Box::new(ffi::sqlite3_vfs {
            iVersion: 1,
            szOsFile: size_of::<Handle>() as c_int,
            mxPathname: PATH_BYTES_MAX,
            pNext: std::ptr::null_mut(),
            zName: name.as_ptr(),
            pAppData: state.cast(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            xFullPathname: Some(full_path),
            xDlOpen: None,
            xDlError: None,
            xDlSym: None,
            xDlClose: None,
            xRandomness: Some(randomness),
            xSleep: Some(sleep),
            xCurrentTime: Some(current_time),
            xGetLastError: None,
            xCurrentTimeInt64: None,
            xSetSystemCall: None,
            xGetSystemCall: None,
            xNextSystemCall: None,
        }));
        // SAFETY: `vfs`, its name and its state live until `drop` has taken it back.
        let registered = unsafe { ffi::sqlite3_vfs_register(vfs, 0) };
        assert_eq!(registered, ffi::SQLITE_OK);
        Self { vfs, name, state }
    }

    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        // SAFETY: the state is freed by `drop` only.
        let state = unsafe { &*self.state };
        act(&mut state.lock().unwrap())
    }

    /// Its name in SQLite.
    pub fn vfs(&self) -> String {
        self.name.to_str().unwrap().to_owned()
    }

    /// Writes, truncations, syncs and deletions so far.
    pub fn operations(&self) -> u64 {
        self.with(|state| state.operations)
    }

    /// Lets the operation that comes after `operations` others go wrong.
    pub fn fault_after(&self, operations: u64, fault: Fault) {
        self.with(|state| state.fault_after(operations, fault));
    }

    /// The power is back: what survived is there. No connection may be open.
    pub fn power_on(&self) {
        self.with(|state| {
            state.survive();
            state.mend();
        });
    }

    /// There is space again.
    pub fn mend(&self) {
        self.with(State::mend);
    }

    pub fn set_read_only(&self) {
        self.with(|state| state.read_only = true);
    }

    /// A file of it has these bytes somewhere.
    pub fn holds(&self, bytes: &[u8]) -> bool {
        self.with(|state| state.holds(bytes))
    }

    pub fn put(&self, name: &str, image: Vec<u8>) {
        self.with(|state| {
            state.clear();
            state.put(name, image);
        });
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // SAFETY: both came from `Box::into_raw` in `new`; connections are closed by now.
        unsafe {
            ffi::sqlite3_vfs_unregister(self.vfs);
            drop(Box::from_raw(self.vfs));
            drop(Box::from_raw(self.state));
        }
    }
}

/// An open file: SQLite allocates it and knows its first field.
#[repr(C)]
struct Handle {
    base: ffi::sqlite3_file,
    state: *const Mutex<State>,
    name: *mut String,
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 1,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(lock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: None,
    xShmLock: None,
    xShmBarrier: None,
    xShmUnmap: None,
    xFetch: None,
    xUnfetch: None,
};

/// # Safety
/// `vfs` is one that [`Disk::new`] registered.
unsafe fn on_disk<T>(vfs: *mut ffi::sqlite3_vfs, act: impl FnOnce(&mut State) -> T) -> T {
    // SAFETY: `pAppData` points to the state of the disk for as long as it is registered.
    let state = unsafe { &*(*vfs).pAppData.cast::<Mutex<State>>() };
    act(&mut state.lock().unwrap())
}

/// # Safety
/// `file` is one that [`open`] filled and [`close`] has not yet closed.
unsafe fn on_file<T>(file: *mut ffi::sqlite3_file, act: impl FnOnce(&mut State, &str) -> T) -> T {
    // SAFETY: SQLite hands back the memory that `open` filled as a `Handle`.
    let (state, name) = unsafe {
        let handle = &*file.cast::<Handle>();
        (&*handle.state, &*handle.name)
    };
    act(&mut state.lock().unwrap(), name)
}

/// # Safety
/// `name` is a C string.
unsafe fn text(name: *const c_char) -> String {
    // SAFETY: as above.
    unsafe { CStr::from_ptr(name) }.to_str().unwrap().to_owned()
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    flags_out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives a registered vfs, memory for a `Handle`, and a C string or null.
    unsafe {
        (*file).pMethods = std::ptr::null();
        let name = if name.is_null() { "temporary".to_owned() } else { text(name) };
        let read_only = on_disk(vfs, |state| {
            let creates = flags & ffi::SQLITE_OPEN_CREATE != 0 && !state.read_only;
            if state.is_off() || !(creates || state.exists(&name)) {
                return None;
            }
            state.create(&name);
            Some(state.read_only)
        });
        let Some(read_only) = read_only else {
            return ffi::SQLITE_CANTOPEN;
        };
        if !flags_out.is_null() {
            *flags_out = if read_only {
                flags & !ffi::SQLITE_OPEN_READWRITE & !ffi::SQLITE_OPEN_CREATE
                    | ffi::SQLITE_OPEN_READONLY
            } else {
                flags
            };
        }
        file.cast::<Handle>().write(Handle {
            base: ffi::sqlite3_file { pMethods: &METHODS },
            state: (*vfs).pAppData.cast(),
            name: Box::into_raw(Box::new(name)),
        });
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: `open` made the name; SQLite closes once.
    unsafe {
        let handle = &mut *file.cast::<Handle>();
        drop(Box::from_raw(handle.name));
        handle.base.pMethods = std::ptr::null();
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    to: *mut c_void,
    count: c_int,
    offset: i64,
) -> c_int {
    // SAFETY: SQLite gives room for `count` bytes.
    unsafe {
        let to = std::slice::from_raw_parts_mut(to.cast::<u8>(), count as usize);
        on_file(file, |state, name| {
            if state.is_off() {
                return ffi::SQLITE_IOERR_READ;
            }
            let image = state.image(name);
            let from = image.get(offset as usize..).unwrap_or(&[]);
            let there = from.len().min(to.len());
            to[..there].copy_from_slice(&from[..there]);
            to[there..].fill(0);
            if there < to.len() { ffi::SQLITE_IOERR_SHORT_READ } else { ffi::SQLITE_OK }
        })
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    from: *const c_void,
    count: c_int,
    offset: i64,
) -> c_int {
    // SAFETY: SQLite gives `count` bytes.
    unsafe {
        let bytes = std::slice::from_raw_parts(from.cast::<u8>(), count as usize);
        on_file(file, |state, name| state.write(name, offset as usize, bytes))
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, length: i64) -> c_int {
    // SAFETY: an open file.
    unsafe { on_file(file, |state, name| state.truncate(name, length as usize)) }
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: an open file.
    unsafe { on_file(file, State::sync) }
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, size: *mut i64) -> c_int {
    // SAFETY: an open file and room for its size.
    unsafe { *size = on_file(file, |state, name| state.image(name).len() as i64) };
    ffi::SQLITE_OK
}

unsafe extern "C" fn lock(_file: *mut ffi::sqlite3_file, _level: c_int) -> c_int {
    ffi::SQLITE_OK
}

unsafe extern "C" fn check_reserved_lock(
    _file: *mut ffi::sqlite3_file,
    reserved: *mut c_int,
) -> c_int {
    // SAFETY: room for the answer.
    unsafe { *reserved = 0 };
    ffi::SQLITE_OK
}

unsafe extern "C" fn file_control(
    _file: *mut ffi::sqlite3_file,
    _code: c_int,
    _value: *mut c_void,
) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector_size(_file: *mut ffi::sqlite3_file) -> c_int {
    SECTOR_BYTES as c_int
}

/// As SQLite assumes of real disks: a torn write spoils no byte outside of it.
unsafe extern "C" fn device_characteristics(_file: *mut ffi::sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn delete(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    sync_folder: c_int,
) -> c_int {
    // SAFETY: a registered vfs and a C string.
    unsafe { on_disk(vfs, |state| state.delete(&text(name), sync_folder != 0)) }
}

unsafe extern "C" fn access(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    _flags: c_int,
    found: *mut c_int,
) -> c_int {
    // SAFETY: a registered vfs, a C string and room for the answer.
    unsafe { *found = on_disk(vfs, |state| c_int::from(state.exists(&text(name)))) };
    ffi::SQLITE_OK
}

unsafe extern "C" fn full_path(
    _vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    room: c_int,
    to: *mut c_char,
) -> c_int {
    // SAFETY: a C string, and room for `room` bytes.
    unsafe {
        let name = CStr::from_ptr(name).to_bytes_with_nul();
        if name.len() > room as usize {
            return ffi::SQLITE_CANTOPEN;
        }
        std::ptr::copy_nonoverlapping(name.as_ptr().cast(), to, name.len());
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn randomness(
    vfs: *mut ffi::sqlite3_vfs,
    count: c_int,
    to: *mut c_char,
) -> c_int {
    // SAFETY: a registered vfs, and room for `count` bytes.
    unsafe {
        let to = std::slice::from_raw_parts_mut(to.cast::<u8>(), count as usize);
        on_disk(vfs, |state| to.fill_with(|| state.draw()));
    }
    count
}

unsafe extern "C" fn sleep(_vfs: *mut ffi::sqlite3_vfs, microseconds: c_int) -> c_int {
    microseconds
}

unsafe extern "C" fn current_time(_vfs: *mut ffi::sqlite3_vfs, day: *mut f64) -> c_int {
    // SAFETY: room for the answer.
    unsafe { *day = 2_460_000.5 };
    ffi::SQLITE_OK
}
