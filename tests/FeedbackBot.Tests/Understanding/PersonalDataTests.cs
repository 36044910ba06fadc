using FeedbackBot.Understanding;
using static FeedbackBot.Understanding.PersonalDataKind;

namespace FeedbackBot.Tests.Understanding;

public class PersonalDataTests
{
    [Theory]
    [InlineData("my card is 4242 4242 4242 4242 thanks", CardNumber, "4242 4242 4242 4242")]
    [InlineData("卡号4242424242424242", CardNumber, "4242424242424242")]
    [InlineData("5555-5555-5555-4444", CardNumber, "5555-5555-5555-4444")]
    [InlineData("amex 378282246310005.", CardNumber, "378282246310005")]
    [InlineData("４２４２４２４２４２４２４２４２", CardNumber, "４２４２４２４２４２４２４２４２")]
    [InlineData("身份证11010519491231002X", ResidentId, "11010519491231002X")]
    [InlineData("id 11010519491231002x, please", ResidentId, "11010519491231002x")]
    [InlineData("身份证号440524188001010014", ResidentId, "440524188001010014")]
    [InlineData("护照号 E12345678", Passport, "E12345678")]
    [InlineData("passport number AB1234567", Passport, "AB1234567")]
    [InlineData("my passport is 123456789", Passport, "123456789")]
    [InlineData("IBAN GB82 WEST 1234 5698 7654 32", BankAccount, "GB82 WEST 1234 5698 7654 32")]
    [InlineData("DE89370400440532013000", BankAccount, "DE89370400440532013000")]
    [InlineData("银行卡号 6222020000000000001", BankAccount, "6222020000000000001")]
    [InlineData("my account number is 12345678", BankAccount, "12345678")]
    [InlineData("(4242 4242 4242 4242)", CardNumber, "4242 4242 4242 4242")]
    [InlineData("卡：4242　4242　4242　4242", CardNumber, "4242　4242　4242　4242")]
    [InlineData("4242.4242.4242.4242 it is", CardNumber, "4242.4242.4242.4242")]
    [InlineData("4242 - 4242 - 4242 - 4242", CardNumber, "4242 - 4242 - 4242 - 4242")]
    [InlineData("４２４２－４２４２－４２４２－４２４２", CardNumber, "４２４２－４２４２－４２４２－４２４２")]
    [InlineData("card4242424242424242", CardNumber, "4242424242424242")]
    [InlineData("scan_4242424242424242.jpg", CardNumber, "4242424242424242")]
    [InlineData("我的老身份证号是110105491231002", ResidentId, "110105491231002")]
    [InlineData("身份证 110105194912310021 打错一位也不能留", ResidentId, "110105194912310021")]
    [InlineData("my passport no. is EA1234567", Passport, "EA1234567")]
    [InlineData("这是我的EA1234567，麻烦看看", Passport, "EA1234567")]
    [InlineData("passport C01X00T47", Passport, "C01X00T47")]
    [InlineData("户名李雷，开户行工商银行，账号 020000010900123", BankAccount, "020000010900123")]
    [InlineData("账号：6222000000000001", BankAccount, "6222000000000001")]
    [InlineData("iban: de89 3704 0044 0532 0130 00", BankAccount, "de89 3704 0044 0532 0130 00")]
    [InlineData("我的驾驶证档案编号是 320102001234", DrivingLicence, "320102001234")]
    [InlineData("driving licence MORGA657054SM9IJ", DrivingLicence, "MORGA657054SM9IJ")]
    [InlineData("my driver's license D1234567", DrivingLicence, "D1234567")]
    [InlineData("银行卡预留的 13812345678", Phone, "13812345678")]
    [InlineData("写信到 li.wei+shop@example.com.cn。", Email, "li.wei+shop@example.com.cn")]
    [InlineData("mail me at a@b.org.", Email, "a@b.org")]
    [InlineData("手机13812345678", Phone, "13812345678")]
    [InlineData("138 1234 5678", Phone, "138 1234 5678")]
    [InlineData("+86 138-1234-5678", Phone, "+86 138-1234-5678")]
    [InlineData("call +44 20 7946 0958 please", Phone, "+44 20 7946 0958")]
    [InlineData("(415) 555-2671", Phone, "(415) 555-2671")]
    [InlineData("座机 010-12345678", Phone, "010-12345678")]
    [InlineData("热线400-123-4567", Phone, "400-123-4567")]
    [InlineData("my phone is 5552671", Phone, "5552671")]
    public void Personal_data_is_found_where_it_stands(string text, PersonalDataKind kind, string expected)
    {
        var found = PersonalData.Find(text).ShouldHaveSingleItem();
        found.Kind.ShouldBe(kind);
        text.Substring(found.Start, found.Length).ShouldBe(expected);
    }

    [Theory]
    [InlineData("AB12345678")]
    [InlineData("EA1234567")]
    [InlineData("订单号是EA1234567，一直没到")]
    [InlineData("我的账号 88886666 登不上")]
    [InlineData("会员号 4242424242424242")]
    [InlineData("快递单 4242424242424242 没到")]
    [InlineData("SN4242424242424242")]
    [InlineData("FB-000123 and FB-004242")]
    [InlineData("version 10.0.1024.4096 crashed 3 times")]
    [InlineData("between 2024 - 2025 it rose by 1200 - 1500")]
    [InlineData("驾照考试要等 15 天")]
    [InlineData("110105491231002")]
    [InlineData("order CD 9876543")]
    [InlineData("订单号 AB 11112222")]
    [InlineData("订单 4242424242424242")]
    [InlineData("order 12345678")]
    [InlineData("12345")]
    [InlineData("4242 4242 4242 4241")]
    [InlineData("110105194912310021")]
    [InlineData("on 2026-03-14 at 10:30")]
    [InlineData("it cost 1,299.00")]
    [InlineData("tracking 1Z999AA10123456784")]
    [InlineData("FB-000123")]
    [InlineData("@someone said hi")]
    [InlineData("打12315投诉")]
    [InlineData("iPhone 15 Pro 256")]
    public void Order_numbers_prices_and_dates_are_left_alone(string text)
    {
        PersonalData.Find(text).ShouldBeEmpty();
        PersonalData.Mask(text).ShouldBeSameAs(text);
    }

    [Theory]
    [InlineData("card 4242 4242 4242 4242, mail a@b.org", "card •••• 4242, mail a@b.org")]
    [InlineData("身份证11010519491231002X，电话13812345678", "身份证••••，电话13812345678")]
    [InlineData("护照 E12345678 订单 AB12345678", "护照 •••• 订单 AB12345678")]
    [InlineData("13812345678 4242424242424242", "13812345678 •••• 4242")]
    [InlineData("nothing here", "nothing here")]
    public void Masking_hides_what_must_not_be_kept_and_keeps_what_people_are_reached_by(string text, string masked) =>
        PersonalData.Mask(text).ShouldBe(masked);

    [Fact]
    public void The_reading_carries_the_spans() => Reader.Read("我的手机是13812345678").PersonalData.ShouldHaveSingleItem().Kind.ShouldBe(Phone);
}
