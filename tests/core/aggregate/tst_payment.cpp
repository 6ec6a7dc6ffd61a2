// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/samples/payment.h"
#include "tests/core/aggregate/given_when.h"

using namespace eventscope;
using namespace eventscope::samples;
using namespace eventscope::test;

namespace {

const PaymentRequested kRequested{"o-1", Money{1'234}};

auto requested() { return given<Payment>({kRequested}); }
auto accepted() { return given<Payment>({kRequested, PaymentAccepted{"o-1", Money{1'234}, "R1"}}); }
auto failed() { return given<Payment>({kRequested, PaymentFailed{"o-1", "no funds"}}); }
auto refunded() {
    return given<Payment>(
        {kRequested, PaymentAccepted{"o-1", Money{1'234}, "R1"}, PaymentRefunded{"o-1", Money{1'234}}});
}

template <class Command>
Act refusing(const Payment::State &state, Command command) {
    return [=] { return refusalOf<Payment>(state, command); };
}
template <class Command>
Act making(const Payment::State &state, Command command) {
    return [=] { return madeBy<Payment>(state, command); };
}

} // namespace

class TestPayment : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void refuses_data() {
        const std::string waiting = "the payment is not waiting for an answer";
        addRows({
            {"request, waiting", refusing(requested(), RequestPayment{"o-1", Money{1}}),
             "the payment is requested already"},
            {"request, accepted", refusing(accepted(), RequestPayment{"o-1", Money{1}}),
             "the payment is requested already"},
            {"accept, never requested", refusing({}, AcceptPayment{"R"}), waiting},
            {"accept, twice", refusing(accepted(), AcceptPayment{"R"}), waiting},
            {"decline, never requested", refusing({}, DeclinePayment{"r"}), waiting},
            {"decline, accepted", refusing(accepted(), DeclinePayment{"r"}), waiting},
            {"refund, waiting", refusing(requested(), RefundPayment{}), "there is no accepted payment to give back"},
            {"refund, twice", refusing(refunded(), RefundPayment{}), "there is no accepted payment to give back"},
        });
    }
    void refuses() { checkRow(); }

    void makes_data() {
        addRows({
            {"request", making({}, RequestPayment{"o-1", Money{1'234}}),
             "PaymentRequested {\"orderId\":\"o-1\",\"amount\":12.34}\n"},
            {"request again after a failure", making(failed(), RequestPayment{"o-1", Money{1'234}}),
             "PaymentRequested {\"orderId\":\"o-1\",\"amount\":12.34}\n"},
            {"accept", making(requested(), AcceptPayment{"R1"}),
             "PaymentAccepted {\"orderId\":\"o-1\",\"amount\":12.34,\"reference\":\"R1\"}\n"},
            {"decline", making(requested(), DeclinePayment{"no funds"}),
             "PaymentFailed {\"orderId\":\"o-1\",\"reason\":\"no funds\"}\n"},
            {"refund", making(accepted(), RefundPayment{}), "PaymentRefunded {\"orderId\":\"o-1\",\"amount\":12.34}\n"},
        });
    }
    void makes() { checkRow(); }

    void folds() {
        QCOMPARE(printRecord(requested()), std::string(R"({"orderId":"o-1","amount":12.34,"status":"requested"})"));
        QCOMPARE(accepted().status, PaymentStatus::Accepted);
        QCOMPARE(failed().status, PaymentStatus::Failed);
        QCOMPARE(printRecord(refunded()), std::string(R"({"orderId":"o-1","amount":12.34,"status":"refunded"})"));
    }
};

QTEST_APPLESS_MAIN(TestPayment)
#include "tst_payment.moc"
