/*
 * A disk that fails when it is told to. Loaded before libc (LD_PRELOAD), it stands between a program and every call that changes what is on
 * a disk below one folder, counts these steps, and at a chosen one refuses, or ends the process as a loss of power does.
 *
 * FAULTY_DISK_FOLDER   the folder; what lies elsewhere is left alone
 * FAULTY_DISK_CONTROL  a file that says what is to happen, read anew at each step:
 *                          <id> <mode> <number> <error> [<part of the step's name>]
 *                      A new id begins to count again. Modes: record (nothing happens), fail (the step of that number fails with the
 *                      error), full (a write of that number writes half, and from then on whatever needs room fails with the error),
 *                      kill (the process ends before the step), tear (it ends when half of a write is done). Steps are appended to
 *                      <control>.log, as "<id> <name>".
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* What becomes of a write, besides the errors. */
#define HALF (-1)
#define HALF_AND_END (-2)

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char last_id[64];
static long steps;

/* The system's own calls, so that what this file does is not counted. */
static ssize_t raw_write(int file, const void *bytes, size_t length)
{
    static ssize_t (*next)(int, const void *, size_t);
    if (!next) next = NEXT(write);
    return next(file, bytes, length);
}

static int raw_open(const char *path, int flags, mode_t mode)
{
    static int (*next)(const char *, int, ...);
    if (!next) next = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open64");
    return next(path, flags, mode);
}

static int read_control(char *text, size_t room)
{
    const char *path = getenv("FAULTY_DISK_CONTROL");
    int file = path ? raw_open(path, O_RDONLY | O_CLOEXEC, 0) : -1;
    if (file < 0) return 0;
    ssize_t length = read(file, text, room - 1);
    close(file);
    if (length <= 0) return 0;
    text[length] = 0;
    text[strcspn(text, "\n")] = 0;
    return 1;
}

static void note(const char *id, const char *name)
{
    char path[PATH_MAX], line[PATH_MAX + 128];
    snprintf(path, sizeof path, "%s.log", getenv("FAULTY_DISK_CONTROL"));
    int file = raw_open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0) return;
    int length = snprintf(line, sizeof line, "%s %s\n", id, name);
    if (raw_write(file, line, (size_t)length) < 0) { /* Nothing to be done. */ }
    close(file);
}

static void end(void)
{
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* One step on a path. Returns 0 where it may be taken, the error with which it fails, or what becomes of a write. */
static int step(const char *kind, const char *path, int needs_room)
{
    const char *folder = getenv("FAULTY_DISK_FOLDER");
    size_t length = folder ? strlen(folder) : 0;
    if (!length || strncmp(path, folder, length) != 0 || path[length] != '/') return 0;

    char text[512], id[64], mode[16], part[256] = "", name[PATH_MAX + 32];
    long number = 0;
    int error = 0, result = 0;
    snprintf(name, sizeof name, "%s %s", kind, path + length + 1);
    pthread_mutex_lock(&lock);
    if (read_control(text, sizeof text) && sscanf(text, "%63s %15s %ld %d %255[^\n]", id, mode, &number, &error, part) >= 4)
    {
        if (strcmp(id, last_id) != 0)
        {
            strcpy(last_id, id);
            steps = 0;
        }

        if (!part[0] || strstr(name, part))
        {
            long now = ++steps;
            note(id, name);
            int is_write = strcmp(kind, "write") == 0;
            if (strcmp(mode, "kill") == 0 && now == number) end();
            if (strcmp(mode, "tear") == 0 && now == number)
            {
                if (!is_write) end();
                result = HALF_AND_END;
            }

            if (strcmp(mode, "fail") == 0 && now == number) result = error;
            if (strcmp(mode, "full") == 0 && now >= number && needs_room) result = is_write && now == number ? HALF : error;
        }
    }

    pthread_mutex_unlock(&lock);
    return result;
}

static int step_on(const char *kind, int file, int needs_room)
{
    char link[64], path[PATH_MAX];
    if (!getenv("FAULTY_DISK_FOLDER")) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return step(kind, path, needs_room);
}

/* .NET looks functions of libc up by their names: it is to find those of this file. */
void *dlsym(void *library, const char *name)
{
    static void *(*next)(void *, const char *);
    if (!next) next = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.34");
    if (!next) next = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5");
    if (library != RTLD_NEXT && strcmp(name, "fsync") == 0) return (void *)fsync;
    if (library != RTLD_NEXT && strcmp(name, "fdatasync") == 0) return (void *)fdatasync;
    if (library != RTLD_NEXT && strcmp(name, "link") == 0) return (void *)link;
    return next(library, name);
}

#define REFUSE_IF(fault) do { int fault_ = (fault); if (fault_) { errno = fault_; return -1; } } while (0)

ssize_t write(int file, const void *bytes, size_t length)
{
    int fate = step_on("write", file, 1);
    if (fate > 0) { errno = fate; return -1; }
    ssize_t written = raw_write(file, bytes, fate && length > 1 ? length / 2 : length);
    if (fate == HALF_AND_END) end();
    return written;
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t offset)
{
    int fate = step_on("write", file, 1);
    if (fate > 0) { errno = fate; return -1; }
    ssize_t written = NEXT(pwrite64)(file, bytes, fate && length > 1 ? length / 2 : length, offset);
    if (fate == HALF_AND_END) end();
    return written;
}

ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t offset)
{
    int fate = step_on("write", file, 1);
    if (fate > 0) { errno = fate; return -1; }
    ssize_t written = NEXT(pwritev64)(file, parts, fate && count > 1 ? count / 2 : count, offset);
    if (fate == HALF_AND_END) end();
    return written;
}

int fsync(int file)
{
    REFUSE_IF(step_on("sync", file, 0));
    return NEXT(fsync)(file);
}

int fdatasync(int file)
{
    REFUSE_IF(step_on("sync", file, 0));
    return NEXT(fdatasync)(file);
}

int ftruncate64(int file, off64_t length)
{
    REFUSE_IF(step_on("set the length of", file, 0));
    return NEXT(ftruncate64)(file, length);
}

int fallocate64(int file, int mode, off64_t offset, off64_t length)
{
    REFUSE_IF(step_on("allocate", file, 1));
    return NEXT(fallocate64)(file, mode, offset, length);
}

int open64(const char *path, int flags, ...)
{
    mode_t mode = 0;
    struct stat found;
    if (flags & O_CREAT)
    {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
        if (stat(path, &found) != 0) REFUSE_IF(step("create", path, 1));
    }

    return raw_open(path, flags, mode);
}

int mkdir(const char *path, mode_t mode)
{
    REFUSE_IF(step("make folder", path, 1));
    return NEXT(mkdir)(path, mode);
}

int rename(const char *from, const char *to)
{
    REFUSE_IF(step("rename", from, 0));
    return NEXT(rename)(from, to);
}

int link(const char *from, const char *to)
{
    REFUSE_IF(step("link", from, 1));
    return NEXT(link)(from, to);
}

int unlink(const char *path)
{
    REFUSE_IF(step("delete", path, 0));
    return NEXT(unlink)(path);
}

int rmdir(const char *path)
{
    REFUSE_IF(step("delete folder", path, 0));
    return NEXT(rmdir)(path);
}
