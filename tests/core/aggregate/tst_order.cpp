// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/samples/order.h"
#include "tests/core/aggregate/given_when.h"

using namespace eventscope;
using namespace eventscope::samples;
using namespace eventscope::test;

namespace {

const Address kHome{"High Street 1", "Cork", "12345", "Ireland"};
const OrderItem kLamp{"p-1", "Lamp", 2, Money{1'950}};

auto order(std::vector<Order::Event> events) {
    events.insert(events.begin(), OrderCreated{"o-1", "c-1"});
    return given<Order>(events);
}
const OrderItemAdded kAdded{"o-1", "p-1", "Lamp", 2, Money{1'950}};
const OrderPlaced kPlaced{"o-1", "c-1", kHome, Money{3'900}};
const OrderShipped kShipped{"o-1", "T1", "Post"};

auto draft() { return order({kAdded}); }
auto placed() { return order({kAdded, kPlaced}); }
auto shipped() { return order({kAdded, kPlaced, kShipped}); }
auto delivered() { return order({kAdded, kPlaced, kShipped, OrderDelivered{"o-1", Time(), "A. B"}}); }
auto calledOff() { return order({kAdded, OrderCancelled{"o-1", "r", "c"}}); }

template <class Command>
Act refusing(Order::State (*state)(), Command command) {
    return [=] { return refusalOf<Order>(state(), command); };
}
template <class Command>
Act making(Order::State (*state)(), Command command) {
    return [=] { return madeBy<Order>(state(), command); };
}
Order::State none() { return {}; }
Order::State empty() { return order({}); }
Order::State priceless() { return order({OrderItemAdded{"o-1", "p-1", "Lamp", 3, Money{INT64_MAX / 2}}}); }

} // namespace

class TestOrder : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void refuses_data() {
        const std::string unknown = "the order does not exist", settled = "the order is placed, its items are settled";
        addRows({
            {"create, exists", refusing(draft, CreateOrder{"o-1", "c-1"}), "the order exists already"},
            {"add, unknown", refusing(none, AddItem{kLamp}), unknown},
            {"add, placed", refusing(placed, AddItem{{"p-2", "Rug", 1, {}}}), settled},
            {"add, cancelled", refusing(calledOff, AddItem{{"p-2", "Rug", 1, {}}}), settled},
            {"add, none of it", refusing(draft, AddItem{{"p-2", "Rug", 0, {}}}), "the quantity must be above zero"},
            {"add, less than none", refusing(draft, AddItem{{"p-2", "Rug", -3, {}}}),
             "the quantity must be above zero"},
            {"add, there already", refusing(draft, AddItem{kLamp}), "the product is in the order already"},
            {"remove, unknown", refusing(none, RemoveItem{"p-1"}), unknown},
            {"remove, placed", refusing(placed, RemoveItem{"p-1"}), settled},
            {"remove, not there", refusing(draft, RemoveItem{"p-2"}), "the product is not in the order"},
            {"place, unknown", refusing(none, PlaceOrder{kHome}), unknown},
            {"place, empty", refusing(empty, PlaceOrder{kHome}), "the order is empty"},
            {"place, twice", refusing(placed, PlaceOrder{kHome}), "the order is no draft"},
            {"place, beyond counting", refusing(priceless, PlaceOrder{kHome}),
             "the total would be larger than can be counted"},
            {"ship, unknown", refusing(none, ShipOrder{"T", "P"}), unknown},
            {"ship, draft", refusing(draft, ShipOrder{"T", "P"}), "the order is not placed"},
            {"ship, twice", refusing(shipped, ShipOrder{"T", "P"}), "the order is not placed"},
            {"fail shipment, unknown", refusing(none, FailShipment{"P", "r"}), unknown},
            {"fail shipment, draft", refusing(draft, FailShipment{"P", "r"}), "the order is not placed"},
            {"deliver, unknown", refusing(none, DeliverOrder{Time(), "s"}), unknown},
            {"deliver, placed", refusing(placed, DeliverOrder{Time(), "s"}), "the order is not shipped"},
            {"deliver, twice", refusing(delivered, DeliverOrder{Time(), "s"}), "the order is not shipped"},
            {"cancel, unknown", refusing(none, CancelOrder{"r", "c"}), unknown},
            {"cancel, shipped", refusing(shipped, CancelOrder{"r", "c"}), "the order is shipped"},
            {"cancel, delivered", refusing(delivered, CancelOrder{"r", "c"}), "the order is delivered"},
            {"cancel, twice", refusing(calledOff, CancelOrder{"r", "c"}), "the order is cancelled already"},
        });
    }
    void refuses() { checkRow(); }

    void makes_data() {
        addRows({
            {"create", making(none, CreateOrder{"o-1", "c-1"}),
             "OrderCreated {\"orderId\":\"o-1\",\"customerId\":\"c-1\"}\n"},
            {"add", making(empty, AddItem{kLamp}),
             "OrderItemAdded {\"orderId\":\"o-1\",\"productId\":\"p-1\",\"productName\":\"Lamp\",\"quantity\":2,"
             "\"unitPrice\":19.50}\n"},
            {"remove", making(draft, RemoveItem{"p-1"}),
             "OrderItemRemoved {\"orderId\":\"o-1\",\"productId\":\"p-1\"}\n"},
            {"place", making(draft, PlaceOrder{kHome}),
             "OrderPlaced {\"orderId\":\"o-1\",\"customerId\":\"c-1\",\"shippingAddress\":{\"street\":\"High Street "
             "1\","
             "\"city\":\"Cork\",\"zip\":\"12345\",\"country\":\"Ireland\"},\"totalAmount\":39.00}\n"},
            {"fail shipment", making(placed, FailShipment{"Post", "lost"}),
             "ShipmentFailed {\"orderId\":\"o-1\",\"carrier\":\"Post\",\"reason\":\"lost\"}\n"},
            {"ship", making(placed, ShipOrder{"T1", "Post"}),
             "OrderShipped {\"orderId\":\"o-1\",\"trackingNumber\":\"T1\",\"carrier\":\"Post\"}\n"},
            {"deliver", making(shipped, DeliverOrder{Time(), "A. B"}),
             "OrderDelivered {\"orderId\":\"o-1\",\"deliveredAt\":\"1970-01-01T00:00:00.000000Z\","
             "\"signature\":\"A. B\"}\n"},
            {"cancel a draft", making(draft, CancelOrder{"r", "c"}),
             "OrderCancelled {\"orderId\":\"o-1\",\"reason\":\"r\",\"cancelledBy\":\"c\"}\n"},
            {"cancel a placed one", making(placed, CancelOrder{"r", "c"}),
             "OrderCancelled {\"orderId\":\"o-1\",\"reason\":\"r\",\"cancelledBy\":\"c\"}\n"},
        });
    }
    void makes() { checkRow(); }

    void folds() {
        QCOMPARE(printRecord(empty()),
                 std::string(R"({"id":"o-1","customerId":"c-1","status":"draft","items":[],"shippingAddress":null,)"
                             R"("trackingNumber":null,"version":1})"));
        QCOMPARE(printRecord(shipped()),
                 std::string(R"({"id":"o-1","customerId":"c-1","status":"shipped","items":[{"productId":"p-1",)"
                             R"("productName":"Lamp","quantity":2,"unitPrice":19.50}],"shippingAddress":{"street":)"
                             R"("High Street 1","city":"Cork","zip":"12345","country":"Ireland"},)"
                             R"("trackingNumber":"T1","version":4})"));
        QCOMPARE(order({kAdded, OrderItemRemoved{"o-1", "p-1"}}).items.size(), std::size_t(0));
        QCOMPARE(order({kAdded, kPlaced, ShipmentFailed{"o-1", "P", "r"}}).status, OrderStatus::Placed);
        QCOMPARE(delivered().status, OrderStatus::Delivered);
        QCOMPARE(calledOff().status, OrderStatus::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestOrder)
#include "tst_order.moc"
