// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/postgres/pg_fixture.h"

#include <QTemporaryFile>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace eventscope;

namespace {

/// A port of this machine that takes connections and never says a word.
class SilentHost {
  public:
    SilentHost() {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *plain = reinterpret_cast<sockaddr *>(&address);
        m_listening = ::bind(m_socket, plain, size) == 0 && ::listen(m_socket, 5) == 0 &&
                      ::getsockname(m_socket, plain, &size) == 0;
        m_port = ntohs(address.sin_port);
    }
    SilentHost(const SilentHost &) = delete;
    SilentHost &operator=(const SilentHost &) = delete;
    ~SilentHost() { ::close(m_socket); }
    [[nodiscard]] bool isListening() const { return m_listening; }
    /// Agrees to TLS, then ends the connection.
    void agreeAndEnd() const {
        const int client = ::accept(m_socket, nullptr, nullptr);
        char request[8];
        (void)!::recv(client, request, sizeof request, MSG_WAITALL);
        (void)!::send(client, "S", 1, MSG_NOSIGNAL);
        (void)!::recv(client, request, sizeof request, MSG_WAITALL); // the greeting, so that it has been sent
        ::close(client);
    }
    [[nodiscard]] std::string address() const { return "host=127.0.0.1 port=" + std::to_string(m_port); }

  private:
    int m_socket = ::socket(AF_INET, SOCK_STREAM, 0);
    bool m_listening = false;
    int m_port = 0;
};

} // namespace

class TestPgConnection : public PgFixture {
    Q_OBJECT

    static Error refusal(const std::string &address, const PgOptions &options = {}) {
        const auto parsed = PgAddress::parse(address);
        if (!parsed) return parsed.error();
        const auto connection = PgConnection::open(*parsed, options, JobControl());
        return connection ? Error{ErrorKind::Internal, "connected", {}, {}, std::nullopt} : connection.error();
    }

    static PgOptions overTcp() {
        PgOptions options;
        options.weakerTls = true;
        return options;
    }

  private Q_SLOTS:
    void saysWhyItCannotConnect() {
        const std::string port = " port=" + std::to_string(s_server->port());
        const struct {
            const char *what;
            std::string address;
            ErrorKind kind;
            const char *says;
        } cases[] = {
            {"unknown host", "host=no-such-host.invalid" + port, ErrorKind::Unavailable, "no-such-host.invalid"},
            {"wrong port", "host=127.0.0.1 port=1", ErrorKind::Unavailable, "127.0.0.1:1"},
            {"no socket", "host=/nowhere" + port, ErrorKind::Unavailable, "/nowhere"},
            {"wrong password", s_server->tcpAddress() + " password=hush", ErrorKind::Refused, "28P01"},
            {"no password", s_server->tcpAddress() + " passfile=/nowhere", ErrorKind::Refused, "wants a password"},
            {"unknown user", s_server->tcpAddress() + " user=nobody_here password=hush", ErrorKind::Refused, "28P01"},
            {"missing database", s_server->address() + " dbname=missing", ErrorKind::NotFound, "\"missing\""},
            {"missing service", "service=no-such-service", ErrorKind::Invalid, "service"},
            {"no TLS there", s_server->tcpAddress() + " password=hush sslrootcert=/nowhere sslmode=verify-full",
             ErrorKind::Refused, "SSL"},
        };
        for (const auto &one : cases) {
            const PgOptions options = overTcp();
            const Error error = refusal(one.address, options);
            const std::string text = describe(error);
            QVERIFY2(error.kind == one.kind, (one.what + (": " + text)).c_str());
            QVERIFY2(text.find(one.says) != std::string::npos, (one.what + (": " + text)).c_str());
            QVERIFY2(text.find("hush") == std::string::npos, text.c_str());
            QVERIFY2(!error.hint.empty(), one.what);
        }
    }

    void serviceAndEnvironmentFillWhatIsLeftOut() {
        const std::string socket = address().get("host").value();
        QTemporaryFile services;
        QVERIFY(services.open());
        services.write(("[shop]\nhost=" + socket + "\nport=" + std::to_string(s_server->port()) + "\n").c_str());
        services.close();
        qputenv("PGSERVICEFILE", services.fileName().toUtf8());
        qputenv("PGUSER", "eventscope");
        qputenv("PGDATABASE", "template1");
        const auto byService = PgConnection::open(PgAddress::parse("service=shop").value(), {}, JobControl());
        const auto byUrl =
            PgConnection::open(PgAddress::parse("postgresql:///postgres?service=shop").value(), {}, JobControl());
        qputenv("PGSERVICE", "shop");
        const auto byEnvironment = PgConnection::open(PgAddress::parse("").value(), {}, JobControl());
        for (const char *name : {"PGSERVICEFILE", "PGUSER", "PGDATABASE", "PGSERVICE"})
            qunsetenv(name);
        QVERIFY2(byService, byService ? "" : describe(byService.error()).c_str());
        QVERIFY(byService->where().find("\"template1\" at " + socket) != std::string::npos);
        QVERIFY(byUrl && byUrl->where().find("\"postgres\" at ") != std::string::npos);
        QVERIFY(byEnvironment && byEnvironment->where() == byService->where());
    }

    void serverMustProveWhoItIs() {
        const Error plain = refusal(s_server->tcpAddress() + " password=" + PgServer::kPassword);
        QCOMPARE(plain.kind, ErrorKind::Refused);
        const Error asked = refusal(s_server->tcpAddress() + " sslmode=require password=" + PgServer::kPassword);
        QCOMPARE(asked.kind, ErrorKind::Refused);
        QVERIFY(asked.message.find("sslmode") != std::string::npos);
        const std::string allowed = s_server->tcpAddress() + " password=" + PgServer::kPassword;
        auto connection = PgConnection::open(PgAddress::parse(allowed).value(), overTcp(), JobControl());
        QVERIFY2(connection, connection ? "" : describe(connection.error()).c_str());
        QVERIFY(!connection->tls().isEncrypted);
        QCOMPARE(connection->tls().proof, PgTls::Proof::Weaker);
    }

    /// A cut connection is no lack of proof: trying again may help, naming an authority does not.
    void cutWhileGreetingIsTransient() {
        const SilentHost host;
        QVERIFY(host.isListening());
        const std::jthread server([&] { host.agreeAndEnd(); });
        const Error error = refusal(host.address() + " sslmode=require", overTcp());
        QVERIFY2(error.isTransient(), describe(error).c_str());
        QVERIFY2(error.hint.find("authority") == std::string::npos, error.hint.c_str());
    }

    void silentHostIsGivenUpOrStopped() {
        const SilentHost host;
        QVERIFY(host.isListening());
        PgOptions options = overTcp();
        options.connectTimeout = std::chrono::milliseconds(200);
        QCOMPARE(refusal(host.address(), options).kind, ErrorKind::Unavailable);
        options.connectTimeout = std::chrono::milliseconds(0);
        std::stop_source stopping;
        std::jthread other([&] { stopping.request_stop(); });
        const auto connection =
            PgConnection::open(PgAddress::parse(host.address()).value(), options,
                               {.stop = stopping.get_token(), .progress = nullptr, .workers = nullptr});
        QVERIFY(!connection);
        QCOMPARE(connection.error().kind, ErrorKind::Cancelled);
    }

    void limitsAreSet() {
        PgConnection connection = opened();
        const std::pair<const char *, const char *> settings[] = {{"statement_timeout", "30s"},
                                                                  {"lock_timeout", "2s"},
                                                                  {"idle_in_transaction_session_timeout", "30s"},
                                                                  {"search_path", ""},
                                                                  {"row_security", "off"},
                                                                  {"default_transaction_read_only", "on"},
                                                                  {"client_encoding", "UTF8"},
                                                                  {"application_name", "eventscope read-only"}};
        for (const auto &[name, value] : settings) {
            const PgResult found = answer(connection, "SELECT current_setting($1)", PgParameters().text(name));
            QCOMPARE(*found.text(0, 0), std::string_view(value));
        }
        QVERIFY(connection.serverVersion() >= 100000);
        QVERIFY(connection.where().find("\"postgres\" at ") != std::string::npos);
    }

    void limitsWinOverTheAddress() {
        auto connection =
            PgConnection::open(address("options='-c statement_timeout=0 -c work_mem=1MB'"), {}, JobControl());
        QVERIFY(connection);
        QCOMPARE(*answer(*connection, "SHOW statement_timeout").text(0, 0), std::string_view("30s"));
        QCOMPARE(*answer(*connection, "SHOW work_mem").text(0, 0), std::string_view("1MB"));
    }

    void readingConnectionsCannotWrite() {
        PgConnection connection = opened();
        const auto made = connection.query("CREATE TABLE public.t(a int)", JobControl());
        QVERIFY(!made);
        QCOMPARE(made.error().kind, ErrorKind::Refused);
        QCOMPARE(connection.sqlState(), std::string("25006"));
        QVERIFY(!connection.isLost());
    }

    void missingRightsAreRefused() {
        PgConnection owner = opened(writing());
        answer(owner, "CREATE ROLE visitor LOGIN");
        answer(owner, "CREATE TABLE public.locked_away(a int)");
        auto visitor = PgConnection::open(address("user=visitor"), {}, JobControl());
        QVERIFY(visitor);
        const auto read = visitor->query("SELECT * FROM public.locked_away", JobControl());
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Refused);
        QCOMPARE(visitor->sqlState(), std::string("42501"));
    }

    void terminatedSessionIsSeenWhileIdle() {
        PgConnection connection = opened();
        PgConnection admin = opened(writing());
        answer(admin, "SELECT pg_terminate_backend($1::int)",
               PgParameters().text(std::to_string(connection.serverProcess())));
        QTRY_VERIFY(connection.isLost());
        const auto after = connection.query("SELECT 1", JobControl());
        QVERIFY(!after);
        QCOMPARE(after.error().kind, ErrorKind::Unavailable);
        QVERIFY(after.error().message.find("lost") != std::string::npos);
    }

    void serverThatDiesIsLostAndComesBack() {
        PgConnection connection = opened();
        s_server->kill();
        const auto after = connection.query("SELECT 1", JobControl());
        QVERIFY(!after);
        QCOMPARE(after.error().kind, ErrorKind::Unavailable);
        QVERIFY(connection.isLost());
        QCOMPARE(refusal(s_server->address()).kind, ErrorKind::Unavailable);
        QString why;
        QVERIFY2(s_server->restart(&why), qPrintable(why));
        PgConnection again = opened();
        QCOMPARE(*answer(again, "SELECT 1").number(0, 0), std::int64_t{1});
    }
};

QTEST_GUILESS_MAIN(TestPgConnection)
#include "tst_pg_connection.moc"
