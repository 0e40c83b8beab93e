/*
 * connect.h - a gate in front of libesmtp's connect()
 *
 * libesmtp gives no access to its socket: no TCP_NODELAY (40 ms per message
 * lost to the peer's delayed acknowledgement), no time-out for connecting, a
 * descriptor that children inherit.  So the program defines connect() itself,
 * which the dynamic linker finds before libc's.  While no gate is set it does
 * what libc's does.
 *
 * The gate belongs to the thread that set it; this pointer is the one piece of
 * mutable static memory here, because connect() takes no argument for it.
 */
#ifndef MAILER_CONNECT_H
#define MAILER_CONNECT_H

#include <stdbool.h>

struct connect_gate {
	int timeout_ms;     /* > 0: for each address */
	int silence_ms;     /* > 0: kill a connection that acknowledges nothing
	                     * for so long (TCP_USER_TIMEOUT); 0: the system's */
	bool loopback_only; /* other addresses fail with EACCES */

	int fd;          /* out: the last stream socket it saw, or -1 */
	bool is_refused; /* out: an address was not loopback */
};

/*
 * From now on TCP connections of this thread go through `gate` (borrowed until
 * it is taken away by NULL); its results are reset.
 */
void connect_gate_set(struct connect_gate *gate);

#endif
