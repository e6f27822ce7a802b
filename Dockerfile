# Roundbook in one image: the phone app is built in the first stage, the second one only serves.
FROM python:3.11-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /roundbook
COPY . .
RUN make build

FROM python:3.11-slim-bookworm
WORKDIR /roundbook
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt && useradd --system roundbook && install -d -o roundbook /data
COPY server server
COPY sync sync
COPY migrations migrations
COPY --from=build /roundbook/pwa/dist pwa/dist
ENV DATA_DIR=/data HOST=0.0.0.0 PORT=8000
USER roundbook
VOLUME /data
EXPOSE 8000
CMD ["sh", "-c", "flask --app server init && exec python -m server"]
