package org.rollcall.rehearsal;

import org.rollcall.rehearsal.company.Company;

/**
 * The first synchronization: the connection is tested, then everybody and every group is brought to the server. Played
 * again, it finds everything there and creates nothing.
 */
record InitialCycle() implements Scenario {

    @Override
    public String story() {
        return "The first cycle: the connection is tested, then everybody and every group is brought to the server";
    }

    @Override
    public Company play(Stage stage) {
        stage.provider().testConnection();
        stage.provider().initialCycle(stage.company()).forEach(stage::perform);
        return stage.company();
    }
}
