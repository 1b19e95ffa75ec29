"""How gunicorn serves the site. Threads, because slow readers must not keep others waiting."""

import logging

worker_class = "gthread"
workers = 2
threads = 16
# A socket in the home folder, which two sites of one user would fight over.
control_socket_disable = True

# Django leaves the body of an answer to HEAD for the server to drop. Gunicorn drops it, and would
# warn each time.
logging.getLogger("gunicorn.http.wsgi").setLevel(logging.ERROR)
