// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/samples/first_release_user.h"
#include "core/aggregate/samples/user.h"
#include "core/aggregate/samples/user_upcaster.h"
#include "tests/core/aggregate/given_when.h"

using namespace eventscope;
using namespace eventscope::samples;
using namespace eventscope::test;

namespace {

const UserRegistered kRegistered{"u-1", "ada@example.org", "app"};

auto pending() { return given<User>({kRegistered}); }
auto active() { return given<User>({kRegistered, UserActivated{"u-1"}}); }

template <class A, class Command>
Act refusing(const User::State &state, Command command) {
    return [=] { return refusalOf<A>(state, command); };
}
template <class A, class Command>
Act making(const User::State &state, Command command) {
    return [=] { return madeBy<A>(state, command); };
}

BatchPtr anyEvent() {
    const auto dictionary = std::make_shared<Dictionary>();
    BatchBuilder builder(dictionary, Fields::Header);
    EventRow row;
    row.stream = dictionary->streamCode("user-1");
    row.type = dictionary->typeCode("UserRegistered", 1);
    builder.add(row);
    return builder.publish();
}

} // namespace

class TestUser : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void refuses_data() {
        const std::string unknown = "the user does not exist", registered = "the user is registered already";
        addRows({
            {"register, twice", refusing<User>(pending(), RegisterUser{"u-1", "b", "app"}), registered},
            {"first release: register, twice", refusing<FirstReleaseUser>(pending(), RegisterUser{"u-1", "b", "app"}),
             registered},
            {"activate, unknown", refusing<User>({}, ActivateUser{}), unknown},
            {"activate, twice", refusing<User>(active(), ActivateUser{}), "the user is active already"},
            {"email, unknown", refusing<User>({}, ChangeEmail{"b"}), unknown},
            {"email, not active", refusing<User>(pending(), ChangeEmail{"b"}), "the user is not active"},
        });
    }
    void refuses() { checkRow(); }

    void makes_data() {
        const RegisterUser command{"u-1", "ada@example.org", "app"};
        addRows({
            {"register", making<User>({}, command),
             "UserRegistered {\"userId\":\"u-1\",\"email\":\"ada@example.org\",\"source\":\"app\"}\n"},
            {"first release: register", making<FirstReleaseUser>({}, command),
             "UserRegistered {\"userId\":\"u-1\",\"email\":\"ada@example.org\"}\n"},
            {"activate", making<User>(pending(), ActivateUser{}), "UserActivated {\"userId\":\"u-1\"}\n"},
            {"email", making<User>(active(), ChangeEmail{"b@example.org"}),
             "UserEmailChanged {\"userId\":\"u-1\",\"email\":\"b@example.org\"}\n"},
        });
    }
    void makes() { checkRow(); }

    void schemaVersions() {
        QCOMPARE(UserRegisteredV1::kSchemaVersion, 1);
        QCOMPARE(UserRegistered::kSchemaVersion, 2);
    }

    void folds() {
        QCOMPARE(
            printRecord(pending()),
            std::string(R"({"id":"u-1","email":"ada@example.org","source":"app","status":"pending","version":1})"));
        const auto changed = given<User>({kRegistered, UserActivated{"u-1"}, UserEmailChanged{"u-1", "b@example.org"}});
        QCOMPARE(printRecord(changed),
                 std::string(R"({"id":"u-1","email":"b@example.org","source":"app","status":"active","version":3})"));
    }

    void upcastsTheFirstRelease() {
        const BatchPtr batch = anyEvent();
        const UserRegisteredUpcaster upcaster;
        QVERIFY((upcaster.takes() == TypeName{"UserRegistered", 1}));
        // A member that nobody knows stays, and so does the order.
        const auto data = Json::parse(R"({"userId":"u-1","extra":1.50,"email":"a@example.org"})");
        const auto made = upcaster.upcast((*batch)[0], *data);
        QVERIFY(made.has_value());
        QCOMPARE(made->size(), std::size_t(1));
        QCOMPARE(made->front().type, std::string("UserRegistered"));
        QCOMPARE(made->front().schemaVersion, 2);
        QCOMPARE(print(made->front().data),
                 std::string(R"({"userId":"u-1","extra":1.50,"email":"a@example.org","source":"unknown"})"));
    }
    void cannotUpcastWhatIsNoObject() {
        const BatchPtr batch = anyEvent();
        const auto made = UserRegisteredUpcaster().upcast((*batch)[0], Json::string("text"));
        QVERIFY(!made);
        QCOMPARE(made.error().kind, ErrorKind::Invalid);
    }
};

QTEST_APPLESS_MAIN(TestUser)
#include "tst_user.moc"
