package org.rollcall.rehearsal.company;

import java.util.List;

/** The departments of the fictional company, the share of its people in each, and the titles they hold. */
public enum Department {
    ENGINEERING(
            "Engineering", 32, "Software Engineer", "Senior Software Engineer", "Test Engineer", "Product Designer"),
    SALES("Sales", 16, "Account Manager", "Sales Engineer", "Sales Representative"),
    SUPPORT("Support", 14, "Support Specialist", "Support Engineer", "Customer Advocate"),
    FINANCE("Finance", 8, "Accountant", "Controller", "Payroll Specialist"),
    MARKETING("Marketing", 10, "Content Editor", "Campaign Manager", "Market Analyst"),
    OPERATIONS("Operations", 10, "Systems Administrator", "Network Engineer", "Logistics Planner"),
    PEOPLE("People", 6, "Recruiter", "People Partner"),
    LEGAL("Legal", 4, "Counsel", "Contract Manager");

    private final String title;
    private final int percent;
    private final List<String> titles;

    Department(String title, int percent, String... titles) {
        this.title = title;
        this.percent = percent;
        this.titles = List.of(titles);
    }

    /** The name as an identity provider shows it, for example "Engineering". */
    public String title() {
        return title;
    }

    List<String> titles() {
        return titles;
    }

    /** The department that a number from 0 to 99 falls into, in proportion to the departments' sizes. */
    static Department at(int percentile) {
        int rest = percentile;
        for (Department department : values()) {
            rest -= department.percent;
            if (rest < 0) {
                return department;
            }
        }
        throw new IllegalArgumentException("Not a percentile: " + percentile);
    }
}
