/*
 * portoctl get NAME PROPERTY: prints a container's property; exit status 1 where that fails.
 *
 * The least that a client can do: one connection to PORTO_SOCKET, one request, one answer. Porto's own portoctl
 * does the same with more libraries to load, so what is measured against this one is measured against a lower bound.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define GET_PROPERTY 4
#define LARGEST 65536

static unsigned char *varint(unsigned char *at, size_t number) {
  for (; number > 127; number >>= 7) {
    *at++ = (number & 127) | 128;
  }
  *at++ = number;
  return at;
}

static unsigned char *bytes(unsigned char *at, int field, const void *data, size_t length) {
  at = varint(varint(at, field << 3 | 2), length);
  memcpy(at, data, length);
  return at + length;
}

/* The next varint before end; moves *at. */
static size_t number(const unsigned char **at, const unsigned char *end) {
  size_t value = 0;
  for (int shift = 0; *at < end && shift < 64; shift += 7) {
    unsigned char byte = *(*at)++;
    value |= (size_t) (byte & 127) << shift;
    if (byte < 128) {
      break;
    }
  }
  return value;
}

/* The bytes of a length-delimited field of a message, or NULL; *scalar takes field 1 where that is a varint. */
static const unsigned char *field(const unsigned char *at, const unsigned char *end, size_t wanted,
    size_t *length, size_t *scalar) {
  while (at < end) {
    size_t key = number(&at, end);
    size_t value = number(&at, end);
    if ((key & 7) == 2) {
      if (key >> 3 == wanted) {
        *length = value;
        return at;
      }
      at += value;
    } else if (key >> 3 == 1 && scalar) {
      *scalar = value;
    }
  }
  return NULL;
}

/* Reads one frame into buffer; its body's length, 0 on failure. *body takes where the body starts. */
static size_t read_frame(int fd, unsigned char *buffer, const unsigned char **body) {
  size_t have = 0;
  for (;;) {
    ssize_t got = read(fd, buffer + have, LARGEST - have);
    if (got <= 0) {
      return 0;
    }
    have += got;
    const unsigned char *at = buffer;
    size_t length = number(&at, buffer + have);
    if (length > 0 && have >= length + (at - buffer)) {
      *body = at;
      return length;
    }
  }
}

int main(int argc, char **argv) {
  static unsigned char inner[LARGEST], outer[LARGEST], frame[LARGEST];
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  const char *path = getenv("PORTO_SOCKET");
  if (argc != 4 || strcmp(argv[1], "get") != 0 || strlen(argv[2]) + strlen(argv[3]) > 4096) {
    fprintf(stderr, "usage: portoctl get NAME PROPERTY\n");
    return 2;
  }
  snprintf(address.sun_path, sizeof address.sun_path, "%s", path ? path : "/run/portod.socket");
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (fd < 0 || connect(fd, (struct sockaddr *) &address, sizeof address) < 0) {
    perror(address.sun_path);
    return 1;
  }
  unsigned char *end = bytes(inner, 1, argv[2], strlen(argv[2]));
  end = bytes(end, 2, argv[3], strlen(argv[3]));
  size_t length = bytes(outer, GET_PROPERTY, inner, end - inner) - outer;
  unsigned char *start = varint(frame, length);
  memcpy(start, outer, length);
  if (write(fd, frame, start - frame + length) < 0) {
    perror("write");
    return 1;
  }
  const unsigned char *body = frame;
  size_t size = read_frame(fd, frame, &body);
  size_t answer_length = 0, value_length = 0, error = 23;
  const unsigned char *answer = field(body, body + size, GET_PROPERTY, &answer_length, &error);
  if (size == 0 || error != 0 || !answer) {
    fprintf(stderr, "error %zu\n", error);
    return 1;
  }
  const unsigned char *value = field(answer, answer + answer_length, 1, &value_length, NULL);
  printf("%.*s\n", (int) value_length, value ? (const char *) value : "");
  return 0;
}
