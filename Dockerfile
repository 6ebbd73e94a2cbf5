# The service and the commands, for Neo4j and Elasticsearch; the embedded stores work too.
FROM python:3.13.0-slim-bookworm

WORKDIR /app
COPY service.lock ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r service.lock
COPY pyproject.toml README.md LICENSE atlas.py ./
COPY graph ./graph
COPY ingest ./ingest
COPY search_api ./search_api
COPY ui_static ./ui_static
RUN pip install --no-cache-dir --disable-pip-version-check --no-deps --editable .

RUN useradd --uid 10001 --create-home atlas && mkdir /data && chown atlas /data
USER atlas
ENV ATLAS_DATA=/data OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
EXPOSE 8000
ENTRYPOINT ["atlas"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
