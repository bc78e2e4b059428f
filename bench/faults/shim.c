/* Loaded before libc (LD_PRELOAD): counts the system calls of this process below one folder and on its sockets, and lets
   one of them fail, kill or stop the process. What it does stands in a page of shared memory; shim.py knows its layout. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { OPEN, READ, WRITE, FSYNC, RENAME, UNLINK, MKDIR, CONNECT, SEND, RECV, ACCEPT, OPS };
enum { FAIL, KILL, STOP };
enum { NOTHING, DISK, NET };

struct control {
    int32_t op, action;
    int64_t first, times;
    int32_t error, hits;
    int64_t count[16];
    double clock;
    char where[256];
};

static struct control *control;
static char root[1024];
static size_t root_length;
static unsigned char kind[1 << 16];
static char names[1 << 12][128];

int fault_begin(const char *page, const char *folder) {
    int file = open(page, O_RDWR | O_CLOEXEC);
    if (file < 0) return -1;
    void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (memory == MAP_FAILED) return -1;
    strncpy(root, folder, sizeof root - 1);
    root_length = strlen(root);
    control = memory;
    return 0;
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int below(const char *path) { return control && path && !strncmp(path, root, root_length); }
static int of(int fd) { return control && fd >= 0 && fd < (int)sizeof kind ? kind[fd] : NOTHING; }
static int below_at(int folder, const char *path) {
    return path && path[0] == '/' ? below(path) : folder != AT_FDCWD && of(folder) == DISK;
}
static const char *named(int fd) { return fd >= 0 && fd < (1 << 12) && of(fd) == DISK ? names[fd] : "a connection"; }

/* 1 if this call shall fail; errno is set then. */
static int hit(int op, const char *where) {
    int64_t number = __atomic_add_fetch(&control->count[op], 1, __ATOMIC_SEQ_CST);
    if (control->op != op || !control->first) return 0;
    if (number < control->first || number >= control->first + control->times) return 0;
    if (!__atomic_fetch_add(&control->hits, 1, __ATOMIC_SEQ_CST) && where) {
        size_t length = strlen(where);
        strncpy(control->where, length > 250 ? where + length - 250 : where, 255);
    }
    if (control->action == KILL) kill(getpid(), SIGKILL);
    if (control->action == STOP) { kill(getpid(), SIGSTOP); return 0; }
    errno = control->error;
    return 1;
}

/* A connection that has broken is broken for both sides, and for what is asked of it later. */
static int broken(int fd, int op) {
    if (!hit(op, "a connection")) return 0;
    int error = errno;
    if (error == ECONNRESET || error == EPIPE || error == ETIMEDOUT) shutdown(fd, SHUT_RDWR);
    errno = error;
    return 1;
}

static int opened(int fd, const char *path) {
    if (fd >= 0 && fd < (int)sizeof kind) {
        kind[fd] = DISK;
        if (fd < (1 << 12)) {
            size_t length = strlen(path);
            strncpy(names[fd], length > 120 ? path + length - 120 : path, 127);
        }
    }
    return fd;
}

#define OPENING(name) \
int name(const char *path, int flags, ...) { \
    va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
    REAL(int, #name, const char *, int, ...); \
    if (!below(path)) return real(path, flags, mode); \
    if (hit(OPEN, path)) return -1; \
    return opened(real(path, flags, mode), path); \
}
OPENING(open)
OPENING(open64)

#define OPENING_AT(name) \
int name(int folder, const char *path, int flags, ...) { \
    va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
    REAL(int, #name, int, const char *, int, ...); \
    if (!below_at(folder, path)) return real(folder, path, flags, mode); \
    if (hit(OPEN, path)) return -1; \
    return opened(real(folder, path, flags, mode), path); \
}
OPENING_AT(openat)
OPENING_AT(openat64)

int close(int fd) {
    REAL(int, "close", int);
    if (fd >= 0 && fd < (int)sizeof kind) kind[fd] = NOTHING;
    return real(fd);
}

#define PASSING(type, name, net, disk, signature, ...) \
type name signature { \
    static type (*real) signature; \
    if (!real) real = (type (*) signature)dlsym(RTLD_NEXT, #name); \
    int it = of(fd); \
    if (it == NET && net < OPS && broken(fd, net)) return -1; \
    if (it == DISK && disk < OPS && hit(disk, named(fd))) return -1; \
    return real(__VA_ARGS__); \
}
PASSING(ssize_t, read, RECV, READ, (int fd, void *to, size_t size), fd, to, size)
PASSING(ssize_t, pread, RECV, READ, (int fd, void *to, size_t size, off_t at), fd, to, size, at)
PASSING(ssize_t, pread64, RECV, READ, (int fd, void *to, size_t size, off64_t at), fd, to, size, at)
PASSING(ssize_t, readv, RECV, READ, (int fd, const struct iovec *to, int parts), fd, to, parts)
PASSING(ssize_t, recv, RECV, OPS, (int fd, void *to, size_t size, int flags), fd, to, size, flags)
PASSING(ssize_t, recvmsg, RECV, OPS, (int fd, struct msghdr *to, int flags), fd, to, flags)
PASSING(ssize_t, write, SEND, WRITE, (int fd, const void *from, size_t size), fd, from, size)
PASSING(ssize_t, pwrite, SEND, WRITE, (int fd, const void *from, size_t size, off_t at), fd, from, size, at)
PASSING(ssize_t, pwrite64, SEND, WRITE, (int fd, const void *from, size_t size, off64_t at), fd, from, size, at)
PASSING(ssize_t, writev, SEND, WRITE, (int fd, const struct iovec *from, int parts), fd, from, parts)
PASSING(ssize_t, send, SEND, OPS, (int fd, const void *from, size_t size, int flags), fd, from, size, flags)
PASSING(ssize_t, sendmsg, SEND, OPS, (int fd, const struct msghdr *from, int flags), fd, from, flags)
PASSING(ssize_t, sendfile, SEND, WRITE, (int fd, int from, off_t *at, size_t size), fd, from, at, size)
PASSING(ssize_t, sendfile64, SEND, WRITE, (int fd, int from, off64_t *at, size_t size), fd, from, at, size)
PASSING(int, ftruncate, OPS, WRITE, (int fd, off_t size), fd, size)
PASSING(int, ftruncate64, OPS, WRITE, (int fd, off64_t size), fd, size)
PASSING(int, fsync, OPS, FSYNC, (int fd), fd)
PASSING(int, fdatasync, OPS, FSYNC, (int fd), fd)

#define NAMING(name, op, signature, path, ...) \
int name signature { \
    static int (*real) signature; \
    if (!real) real = (int (*) signature)dlsym(RTLD_NEXT, #name); \
    if (below(path) && hit(op, path)) return -1; \
    return real(__VA_ARGS__); \
}
NAMING(rename, RENAME, (const char *from, const char *to), to, from, to)
NAMING(link, RENAME, (const char *from, const char *to), to, from, to)
NAMING(unlink, UNLINK, (const char *path), path, path)
NAMING(rmdir, UNLINK, (const char *path), path, path)
NAMING(mkdir, MKDIR, (const char *path, mode_t mode), path, path, mode)

int unlinkat(int folder, const char *path, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    if (below_at(folder, path) && hit(UNLINK, path)) return -1;
    return real(folder, path, flags);
}

int socket(int domain, int type, int protocol) {
    REAL(int, "socket", int, int, int);
    int fd = real(domain, type, protocol);
    if (control && fd >= 0 && fd < (int)sizeof kind && (domain == AF_INET || domain == AF_INET6)) kind[fd] = NET;
    return fd;
}

int connect(int fd, const struct sockaddr *to, socklen_t size) {
    REAL(int, "connect", int, const struct sockaddr *, socklen_t);
    if (of(fd) == NET && hit(CONNECT, "a connection")) return -1;
    return real(fd, to, size);
}

static int accepted(int fd) {
    if (control && fd >= 0 && fd < (int)sizeof kind) kind[fd] = NET;
    return fd;
}

int accept(int fd, struct sockaddr *from, socklen_t *size) {
    REAL(int, "accept", int, struct sockaddr *, socklen_t *);
    if (of(fd) == NET && hit(ACCEPT, "a connection")) return -1;
    return accepted(real(fd, from, size));
}

int accept4(int fd, struct sockaddr *from, socklen_t *size, int flags) {
    REAL(int, "accept4", int, struct sockaddr *, socklen_t *, int);
    if (of(fd) == NET && hit(ACCEPT, "a connection")) return -1;
    return accepted(real(fd, from, size, flags));
}

/* The wall clock jumps by what the page says; time that only grows does not. */
int clock_gettime(clockid_t which, struct timespec *to) {
    REAL(int, "clock_gettime", clockid_t, struct timespec *);
    int result = real(which, to);
    if (!result && control && control->clock && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE))
        to->tv_sec += (time_t)control->clock;
    return result;
}

time_t time(time_t *to) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (to) *to = now.tv_sec;
    return now.tv_sec;
}

int gettimeofday(struct timeval *restrict to, void *restrict zone) {
    (void)zone;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    to->tv_sec = now.tv_sec;
    to->tv_usec = now.tv_nsec / 1000;
    return 0;
}
