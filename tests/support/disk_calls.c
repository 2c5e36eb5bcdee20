/* Stands between a process and the C library (LD_PRELOAD), for what the process does to the files below one folder:
   writes each call down, and at one of them kills the process or lets the call fail. See disk_calls.py. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { KILL = -1 };

static char root[PATH_MAX], kinds[16];
static size_t root_length;
static int log_to = -1, fault, is_lasting, is_torn;
static long seen, interrupt_at;

void disk_watch(const char *folder, int log)
{
    snprintf(root, sizeof root, "%s", folder);
    root_length = strlen(root);
    log_to = log;
}

/* Of the calls of these kinds, let number `at` fail with this error, or kill. Lasting: and all that follow. */
void disk_interrupt(long at, int error, int lasting, const char *of_kinds)
{
    snprintf(kinds, sizeof kinds, "%s", of_kinds);
    interrupt_at = at;
    fault = error;
    is_lasting = lasting;
    is_torn = 0;
    if (at)
        seen = 0;
}

long disk_seen(void)
{
    return seen;
}

static void record(char kind, const char *path, const char *other, long offset, const void *data, size_t size)
{
    int64_t head[5] = {kind, offset, (int64_t)strlen(path), (int64_t)strlen(other), (int64_t)size};
    struct iovec parts[4] = {
        {head, sizeof head}, {(void *)path, strlen(path)}, {(void *)other, strlen(other)}, {(void *)data, size}};
    if (log_to >= 0)
        syscall(SYS_writev, log_to, parts, 4);
}

void disk_mark(long number)
{
    record('M', "", "", number, "", 0);
}

static int is_inside(const char *path)
{
    return root_length && !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

/* Whether this call has to fail; errno is set then. */
static int fails(char kind)
{
    if (!interrupt_at || !strchr(kinds, kind))
        return 0;
    seen++;
    if (seen != interrupt_at && !(seen > interrupt_at && is_lasting))
        return 0;
    if (fault == KILL)
        kill(getpid(), SIGKILL);
    errno = fault;
    return 1;
}

static void path_of(int file, char *path)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t size = root_length ? readlink(link, path, PATH_MAX - 1) : -1;
    path[size < 0 ? 0 : size] = 0;
}

static void path_at(int folder, const char *name, char *path)
{
    char base[PATH_MAX] = "";
    if (*name != '/') {
        if (folder == AT_FDCWD)
            (void)!getcwd(base, sizeof base);
        else
            path_of(folder, base);
        snprintf(path, PATH_MAX, "%.2000s/%.2000s", base, name);
    } else
        snprintf(path, PATH_MAX, "%s", name);
}

static int open_at(int folder, const char *name, int flags, mode_t mode)
{
    char path[PATH_MAX];
    struct stat before;
    path_at(folder, name, path);
    if (!is_inside(path) || (flags & O_TMPFILE) == O_TMPFILE)
        return syscall(SYS_openat, folder, name, flags, mode);
    int was_there = !stat(path, &before), creates = (flags & O_CREAT) && !was_there;
    if (fails(creates ? 'c' : 'o'))
        return -1;
    int file = syscall(SYS_openat, folder, name, flags, mode);
    if (file >= 0 && creates)
        record('c', path, "", 0, "", 0);
    else if (file >= 0)
        record((flags & O_TRUNC) && before.st_size ? 't' : 'o', path, "", 0, "", 0);
    return file;
}

static mode_t mode_of(int flags, va_list rest)
{
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, int) : 0;
}

#define OPEN(name, before, folder)                                                                                     \
    int name(before const char *path, int flags, ...)                                                                  \
    {                                                                                                                  \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        mode_t mode = mode_of(flags, rest);                                                                            \
        va_end(rest);                                                                                                  \
        return open_at(folder, path, flags, mode);                                                                     \
    }
#define FIRST int folder,
OPEN(open, , AT_FDCWD)
OPEN(open64, , AT_FDCWD)
OPEN(openat, FIRST, folder)
OPEN(openat64, FIRST, folder)
OPEN(__open_2, , AT_FDCWD)
OPEN(__open64_2, , AT_FDCWD)
OPEN(__openat_2, FIRST, folder)
OPEN(__openat64_2, FIRST, folder)

static ssize_t write_at(int file, const void *data, size_t size, off_t offset, int moves)
{
    char path[PATH_MAX];
    path_of(file, path);
    if (is_inside(path)) {
        if (is_torn && is_torn--) {
            errno = fault;
            return -1;
        }
        int is_first = interrupt_at && seen < interrupt_at;
        if (fails('w')) {
            if (fault != ENOSPC || size < 2 || !is_first)
                return -1;
            size /= 2; /* what there was room for; the next one finds none */
            is_torn = 1;
        }
        if (moves) {
            struct stat now;
            offset = lseek(file, 0, SEEK_CUR);
            if ((fcntl(file, F_GETFL) & O_APPEND) && !fstat(file, &now))
                offset = now.st_size;
        }
    }
    ssize_t written =
        moves ? syscall(SYS_write, file, data, size) : syscall(SYS_pwrite64, file, data, size, offset);
    if (written > 0 && is_inside(path))
        record('w', path, "", offset, data, written);
    return written;
}

ssize_t write(int file, const void *data, size_t size)
{
    return write_at(file, data, size, 0, 1);
}

ssize_t pwrite(int file, const void *data, size_t size, off_t offset)
{
    return write_at(file, data, size, offset, 0);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t offset)
{
    return write_at(file, data, size, offset, 0);
}

static int on_file(char kind, long call, int file, long size)
{
    char path[PATH_MAX];
    path_of(file, path);
    if (!is_inside(path))
        return syscall(call, file, size);
    if (fails(kind))
        return -1;
    int done = syscall(call, file, size);
    if (!done)
        record(kind, path, "", size, "", 0);
    return done;
}

int fsync(int file)
{
    return on_file('s', SYS_fsync, file, 0);
}

int fdatasync(int file)
{
    return on_file('s', SYS_fdatasync, file, 0);
}

int ftruncate(int file, off_t size)
{
    return on_file('t', SYS_ftruncate, file, size);
}

int ftruncate64(int file, off64_t size)
{
    return on_file('t', SYS_ftruncate, file, size);
}

int renameat(int from, const char *name, int to, const char *new_name)
{
    char path[PATH_MAX], other[PATH_MAX];
    path_at(from, name, path);
    path_at(to, new_name, other);
    if (!is_inside(path))
        return syscall(SYS_renameat2, from, name, to, new_name, 0);
    if (fails('r'))
        return -1;
    int done = syscall(SYS_renameat2, from, name, to, new_name, 0);
    if (!done)
        record('r', path, other, 0, "", 0);
    return done;
}

int rename(const char *name, const char *new_name)
{
    return renameat(AT_FDCWD, name, AT_FDCWD, new_name);
}

int unlinkat(int folder, const char *name, int flags)
{
    char path[PATH_MAX];
    path_at(folder, name, path);
    if (!is_inside(path))
        return syscall(SYS_unlinkat, folder, name, flags);
    if (fails('u'))
        return -1;
    int done = syscall(SYS_unlinkat, folder, name, flags);
    if (!done)
        record('u', path, "", 0, "", 0);
    return done;
}

int unlink(const char *name)
{
    return unlinkat(AT_FDCWD, name, 0);
}

int rmdir(const char *name)
{
    return unlinkat(AT_FDCWD, name, AT_REMOVEDIR);
}

int mkdirat(int folder, const char *name, mode_t mode)
{
    char path[PATH_MAX];
    path_at(folder, name, path);
    if (!is_inside(path))
        return syscall(SYS_mkdirat, folder, name, mode);
    if (fails('m'))
        return -1;
    int done = syscall(SYS_mkdirat, folder, name, mode);
    if (!done)
        record('m', path, "", 0, "", 0);
    return done;
}

int mkdir(const char *name, mode_t mode)
{
    return mkdirat(AT_FDCWD, name, mode);
}
